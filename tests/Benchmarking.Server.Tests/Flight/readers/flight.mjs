// Asks for a flight as a program that knows nothing of this platform does: gRPC for Node, the protos of Flight as another's client ships them, and Arrow's
// reader for JavaScript. Prints what it was told of the flight, and its rows. Arguments: host:port, a key, and the command or, with slashes, the path.
import { credentials, loadPackageDefinition, Metadata } from '@grpc/grpc-js'
import { loadSync } from '@grpc/proto-loader'
import { tableFromIPC } from 'apache-arrow'

const [address, key, asked] = process.argv.slice(2)
const PROTO = 'node_modules/@lancedb/arrow-flight-sql-client/dist/Flight.proto'
const { FlightService } = loadPackageDefinition(loadSync(PROTO, { keepCase: true, longs: Number, defaults: true })).arrow.flight.protocol
const client = new FlightService(address, credentials.createInsecure())
const metadata = new Metadata()
metadata.set('authorization', `Bearer ${key}`)

const descriptor = asked.startsWith('periods/') ? { type: 'PATH', path: asked.split('/') } : { type: 'CMD', cmd: Buffer.from(asked) }
const info = await new Promise((resolve, reject) => client.GetFlightInfo(descriptor, metadata, (error, reply) => error ? reject(error) : resolve(reply)))

// A message of Flight as one of an IPC stream: its length behind a mark, its header up to a multiple of 8, and its body.
const message = ({ data_header: header, data_body: body }) => {
  const padded = Buffer.alloc(8 + Math.ceil(header.length / 8) * 8)
  padded.writeInt32LE(-1, 0)
  padded.writeInt32LE(padded.length - 8, 4)
  header.copy(padded, 8)
  return Buffer.concat([padded, body])
}

const rows = []
let schema = []
for (const endpoint of info.endpoint) {
  const parts = []
  for await (const data of client.DoGet(endpoint.ticket, metadata)) parts.push(message(data))
  const table = tableFromIPC(Buffer.concat(parts))
  schema = table.schema.fields.map(field => `${field.name} ${field.type}${field.nullable ? '?' : ''}`)
  rows.push(...table.toArray())
}
const told = tableFromIPC(info.schema).schema.fields.map(field => `${field.name} ${field.type}${field.nullable ? '?' : ''}`)
console.log(JSON.stringify({ total: info.total_records, told, schema, rows }))
client.close()
