// A Slack Web API that somebody else wrote, on a free port of this machine; ends when its input closes.
import { createServer } from 'node:net'
import { createEmulator } from 'emulate'

const free = await new Promise((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address()
    server.close(() => resolve(port))
  })
})
const scopes = 'chat:write channels:read channels:history im:read im:history im:write users:read users:read.email'.split(' ')
const slack = await createEmulator({
  service: 'slack',
  port: free,
  seed: {
    slack: {
      team: { name: 'Practice', domain: 'practice' },
      strict_scopes: true,
      users: [
        { name: 'ana', real_name: 'Ana Bakker', email: 'ana.bakker@example.com' },
        { name: 'mark', real_name: 'Mark Visser', email: 'mark.visser@example.com' },
      ],
      channels: [{ name: 'support' }],
      bots: [{ name: 'townhall' }],
      tokens: [{ token: 'xoxb-practice', type: 'bot', user: 'admin', scopes }],
    },
  },
})
console.log(JSON.stringify({ url: slack.url, token: 'xoxb-practice' }))
process.stdin.resume()
process.stdin.on('end', async () => {
  await slack.close()
  process.exit(0)
})
