// Makes tenants with the official Node SDK, so many at once: what a script would do instead of this provider.
//
// node tenants.mjs FOLDER_WITH_THE_SDK AT_ONCE < {"options": {...}, "tenants": [{"user": ..., "bot": ..., "context": ...}]}
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const [folder, atOnce] = process.argv.slice(2)
const { default: ChatBotKit } = createRequire(`${folder}/package.json`)('@chatbotkit/sdk')
const { options, tenants } = JSON.parse(readFileSync(0))

async function make({ user, bot, context }) {
  const parent = new ChatBotKit(options)
  const { id: runAsUserId } = await parent.partner.user.create(user)
  const { id: botId } = await new ChatBotKit({ ...options, runAsUserId }).bot.create(bot)
  await parent.partner.user.context.create(runAsUserId, { ...context, botId })
}

async function worker(queue) {
  for (const tenant of queue) await make(tenant)
}

const queue = tenants.values()
await Promise.all(Array.from({ length: Number(atOnce) }, () => worker(queue)))
