// Draws a message or form as Slack would, and a message as Discord would, with the components that imitate them.
import { createRoot } from 'react-dom/client'
import { Message } from 'slack-blocks-to-jsx'
import '@skyra/discord-components-core'

const STYLE = { 1: 'primary', 2: 'secondary', 3: 'success', 4: 'destructive', 5: 'secondary' }
const made = (name, attributes = {}, ...inside) => {
  const one = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined && value !== false) one.setAttribute(key, value === true ? '' : value)
  one.append(...inside.filter(Boolean))
  return one
}

window.drawSlack = (blocks, title) =>
  new Promise((resolve) => {
    const root = document.getElementById('slack')
    if (title) root.dataset.title = title
    createRoot(root).render(<Message blocks={blocks} name="Townhall" logo={window.LOGO} time={new Date(2026, 10, 20, 9)} />)
    setTimeout(resolve, 400)
  })

// Discord's own marks, as far as Townhall writes them.
const line = (text) => {
  const whole = document.createElement('div')
  const small = text.startsWith('-# ')
  const header = text.startsWith('### ')
  const quote = text.startsWith('> ')
  const bullet = text.startsWith('- ')
  let rest = text.replace(/^(-# |### |> |- )/, '')
  const html = rest
    .replace(/\\([\\*_~`|>#\-.()[\]!<@:])/g, (_, sign) => `&#${sign.charCodeAt(0)};`)
    .replace(/</g, '&lt;')
    .replace(/`([^`]+)`/g, '<code>$1</code>')
    .replace(/\*\*([^*]+)\*\*/g, '<b>$1</b>')
    .replace(/\*([^*]+)\*/g, '<i>$1</i>')
  whole.innerHTML = (bullet ? '• ' : '') + html || '&nbsp;'
  whole.style.cssText = (small ? 'font-size:12px;opacity:.75;' : '') + (header ? 'font-weight:700;font-size:17px;' : '') +
    (quote ? 'border-left:4px solid #4e5058;padding-left:10px;' : '')
  return whole
}

window.drawDiscord = async (body) => {
  const embeds = (body.embeds || []).map((embed) => {
    const color = embed.color === undefined ? undefined : '#' + embed.color.toString(16).padStart(6, '0')
    const about = made('discord-embed-description', { slot: 'description' }, ...(embed.description || '').split('\n').map(line))
    const image = embed.image ? window.PICTURE : undefined
    return made('discord-embed', { slot: 'embeds', color, image }, about)
  })
  const rows = (body.components || []).map((row) =>
    made('discord-action-row', {}, ...row.components.map((one) => {
      if (one.type === 2) return made('discord-button', { type: STYLE[one.style], disabled: !!one.disabled }, one.label)
      return made('discord-string-select-menu', { placeholder: one.placeholder })
    })),
  )
  const said = made('span', {}, ...(body.content || '').split('\n').map(line))
  const message = made('discord-message', { author: 'Townhall', bot: true, avatar: window.LOGO, timestamp: '09:00' }, said, ...embeds,
    rows.length && made('discord-attachments', { slot: 'components' }, ...rows))
  document.getElementById('discord').append(made('discord-messages', {}, message))
  await new Promise((resolve) => setTimeout(resolve, 400))
}
