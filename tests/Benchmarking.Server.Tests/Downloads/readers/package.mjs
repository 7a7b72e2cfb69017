// Reads a data package with the Frictionless reader from npm: checks the descriptor, casts every cell by its schema, and prints the rows.
// Argument: the path of datapackage.json, unpacked. What is no number where one belongs, or a key that is there twice, ends it.
import datapackage from 'datapackage'

const [path] = process.argv.slice(2)
const read = await datapackage.Package.load(path)
if (!read.valid) throw new Error(read.errors.join('\n'))
const rows = await read.getResource('figures').read({ keyed: true })
console.log(JSON.stringify(rows))
