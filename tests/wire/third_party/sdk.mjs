// Lets another process use the official Node SDK: one JSON request a line in, one JSON answer a line out.
//
// It adds nothing to the SDK and takes nothing away, so that what the tests see is what a Node program sees.
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

import ChatBotKit from '@chatbotkit/sdk'

const DEADLINE_MS = 30_000 // a call that hangs must end as a failed test, not as a hung run

// Each client of the SDK, and the methods it offers: {"bot": ["create", ...], "partner.user": [...], ...}.
function offered() {
  const clients = {}
  const walk = (client, path) => {
    const own = Object.getOwnPropertyNames(Object.getPrototypeOf(client))
    clients[path] = own.filter((name) => name !== 'constructor').sort()
    for (const [name, value] of Object.entries(client)) {
      if (value instanceof Object && value.clientFetch) walk(value, path ? `${path}.${name}` : name)
    }
  }
  walk(new ChatBotKit({ secret: '' }), '')
  return Object.fromEntries(Object.entries(clients).filter(([, methods]) => methods.length))
}

// The SDK looks a path up in its option `endpoints` before it uses it: how paths that were renamed are reached.
function renamed(paths) {
  const rename = (path) => paths.reduce((renamed, [from, to]) => renamed.replace(from, to), path)
  return new Proxy({}, { get: (_, path) => rename(path) })
}

function clientOf({ renames, ...options }, path) {
  const endpoints = renames ? { endpoints: renamed(renames) } : {}
  return path.split('.').reduce((client, name) => client[name], new ChatBotKit({ ...options, ...endpoints }))
}

async function use({ options, client: path, method, args, stream }) {
  const client = clientOf(options, path)
  const response = client[method](...args)
  if (!stream) return await response
  const lines = []
  for await (const line of response.stream()) lines.push(line)
  return lines
}

function deadline() {
  return new Promise((_, refuse) => setTimeout(() => refuse(new Error('no answer in time')), DEADLINE_MS).unref())
}

// Bodies that are no JSON come as bytes.
const asText = (_, value) => (value instanceof ArrayBuffer ? new TextDecoder().decode(value) : value)

const write = (line) => process.stdout.write(JSON.stringify(line, asText) + '\n')

const { version } = JSON.parse(readFileSync(new URL('node_modules/@chatbotkit/sdk/package.json', import.meta.url)))
write({ answer: { version, clients: offered() } })
for await (const line of createInterface({ input: process.stdin })) {
  try {
    write({ answer: (await Promise.race([use(JSON.parse(line)), deadline()])) ?? null })
  } catch (error) {
    write({ error: { name: error.name, code: error.code ?? null, message: error.message } })
  }
}
