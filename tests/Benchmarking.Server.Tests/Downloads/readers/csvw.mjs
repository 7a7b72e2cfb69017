// Reads a CSV by its CSVW metadata, with readers from npm, and prints its rows: each cell with its value and datatype.
// Arguments: the CSV's path; its metadata lies beside it, as the standard has it.
import { createReadStream, readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import jsonld from 'jsonld'
import { Parser, Store } from 'n3'
import CsvwParser from 'rdf-parser-csvw'

const CSVW = 'http://www.w3.org/ns/csvw'
const [path] = process.argv.slice(2)
const baseIRI = pathToFileURL(path).href
// The context of the standard, which comes with the reader: nothing is fetched.
const context = JSON.parse(readFileSync('node_modules/rdf-parser-csvw/test/support/csvw.json', 'utf8'))
const documentLoader = async url => {
  if (url !== CSVW) throw new Error(`${url} is not there.`)
  return { documentUrl: url, document: context }
}
const described = JSON.parse(readFileSync(`${path}-metadata.json`, 'utf8'))
const nquads = await jsonld.toRDF(described, { base: baseIRI + '-metadata.json', documentLoader, format: 'application/n-quads' })
const metadata = new Store(new Parser({ format: 'N-Quads' }).parse(nquads))

// The table that the metadata is about must be the file that lies beside it.
const [about] = metadata.getObjects(null, `${CSVW}#url`)
if (new URL(about.value, baseIRI).href !== baseIRI) throw new Error(`The metadata is about ${about.value}.`)

const parser = new CsvwParser({ metadata, baseIRI })
const rows = new Map()
const cells = new Map()
for await (const quad of parser.import(createReadStream(path))) {
  if (quad.predicate.value === `${CSVW}#describes`) rows.set(quad.object.value, cells.get(quad.object.value) ?? {})
  else if (quad.predicate.value.startsWith(baseIRI + '#')) {
    const row = cells.get(quad.subject.value) ?? {}
    row[decodeURIComponent(quad.predicate.value.slice(baseIRI.length + 1))] = { value: quad.object.value, type: quad.object.datatype.value.replace(/^.*#/, '') }
    cells.set(quad.subject.value, row)
  }
}
console.log(JSON.stringify([...rows.keys()].map(key => cells.get(key) ?? {})))
