import { line, scan } from '../paper.ts'
import { hex } from '../vector.ts'
import type { Scene } from '../scene.ts'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const PHOTOS = [120, 95, 180, 260, 340, 410, 560, 620, 380, 290, 150, 230]
const SHARES: readonly (readonly [string, number, string])[] = [
  ['Family', 0.38, '#3b6fd4'],
  ['Travel', 0.29, '#e0883a'],
  ['Nature', 0.21, '#4aa564'],
  ['Other', 0.12, '#9a6fc4'],
]

const bars = PHOTOS.map((count, i) => {
  const tall = count * 0.62
  return `<rect x="${392 + i * 56}" y="${700 - tall}" width="36" height="${tall}" rx="4" fill="#3b6fd4"/>${line(410 + i * 56, 732, 19, MONTHS[i]!, 'text-anchor="middle" fill="#5c6370"')}`
}).join('')

const grid = [0, 200, 400, 600]
  .map(
    (value) =>
      `<path d="M376 ${700 - value * 0.62} H1070" stroke="#e2e5ea" stroke-width="2"/>${line(364, 707 - value * 0.62, 19, String(value), 'text-anchor="end" fill="#5c6370"')}`,
  )
  .join('')

/** Slices of a ring as dashes of a thick circle. */
function ring(): string {
  const around = 2 * Math.PI * 110
  let start = 0
  return SHARES.map(([, share, colour]) => {
    const slice = `<circle cx="1290" cy="470" r="110" fill="none" stroke="${colour}" stroke-width="56" stroke-dasharray="${share * around} ${around}" stroke-dashoffset="${-start * around}" transform="rotate(-90 1290 470)"/>`
    start += share
    return slice
  }).join('')
}

const legend = SHARES.map(
  ([name, share, colour], i) =>
    `<rect x="1170" y="${650 + i * 42}" width="22" height="22" rx="5" fill="${colour}"/>${line(1206, 669 + i * 42, 22, name)}${line(1420, 669 + i * 42, 22, `${Math.round(share * 100)} %`, 'text-anchor="end"')}`,
).join('')

const menu = ['Overview', 'Photos', 'Albums', 'Labels', 'Map', 'Settings']
  .map(
    (name, i) =>
      `${i === 0 ? '<rect x="18" y="120" width="224" height="52" rx="10" fill="#3b6fd4"/>' : ''}<circle cx="48" cy="${146 + i * 66}" r="9" fill="${i === 0 ? '#fff' : '#8d96a8'}"/>${line(74, 154 + i * 66, 23, name, `fill="${i === 0 ? '#fff' : '#c9cfdb'}"`)}`,
  )
  .join('')

const cards = [
  ['Photos', '3,635'],
  ['Albums', '48'],
  ['Tagged', '92 %'],
]
  .map(
    ([name, value], i) =>
      `<rect x="${300 + i * 400}" y="110" width="372" height="130" rx="14" fill="#fff" stroke="#e2e5ea"/>${line(326 + i * 400, 156, 21, name!, 'fill="#5c6370"')}${line(326 + i * 400, 212, 42, value!, 'font-weight="bold"')}`,
  )
  .join('')

const screen = `<g font-family="DejaVu Sans, sans-serif" fill="#20242c">
  <rect width="1500" height="1000" fill="#d6d9df"/>
  <rect width="260" height="1000" fill="#232936"/>${line(30, 76, 30, 'Statistics', 'fill="#fff" font-weight="bold"')}${menu}
  <rect x="260" width="1240" height="78" fill="#fff"/>${line(300, 50, 26, 'Your year in photos', 'font-weight="bold"')}
  <rect x="1180" y="20" width="280" height="40" rx="20" fill="#eef0f3"/>${line(1204, 47, 19, 'Search', 'fill="#8a909c"')}
  ${cards}
  <rect x="300" y="264" width="790" height="500" rx="14" fill="#fff" stroke="#e2e5ea"/>${line(326, 306, 22, 'Photos per month', 'font-weight="bold"')}${grid}${bars}
  <rect x="1110" y="264" width="362" height="560" rx="14" fill="#fff" stroke="#e2e5ea"/>${line(1136, 306, 22, 'By theme', 'font-weight="bold"')}${ring()}${legend}
  <rect x="300" y="784" width="790" height="180" rx="14" fill="#fff" stroke="#e2e5ea"/>${line(326, 826, 22, 'Storage', 'font-weight="bold"')}
  <rect x="326" y="858" width="738" height="22" rx="11" fill="#e2e5ea"/><rect x="326" y="858" width="420" height="22" rx="11" fill="#4aa564"/>${line(326, 922, 20, '57 GB of 100 GB in use', 'fill="#5c6370"')}
</g>`

/** A screenshot with charts. */
export const dashboard: Scene = {
  paint: ({ height }) => scan({ elements: screen, shape: 1.5, paper: hex('#ffffff') }, height),
  development: { film: false, bloom: 0, vignette: 0, grain: 0 },
}
