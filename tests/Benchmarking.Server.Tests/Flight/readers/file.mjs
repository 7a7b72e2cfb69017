// Reads an Arrow file with Arrow's reader for JavaScript, and prints its columns and rows. Argument: its path.
import { readFileSync } from 'node:fs'
import { tableFromIPC } from 'apache-arrow'

const [path] = process.argv.slice(2)
const table = tableFromIPC(readFileSync(path))
const schema = table.schema.fields.map(field => `${field.name} ${field.type}${field.nullable ? '?' : ''}`)
console.log(JSON.stringify({ total: table.numRows, told: schema, schema, rows: table.toArray() }))
