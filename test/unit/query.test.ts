import { describe, expect, it } from 'vitest'
import { parseQuery } from '../../src-main/engine/search/parse.ts'

const names = {
  tags: () => ['Animals > Dog', 'Animals', 'Beach', 'Places > Kyoto'],
  cameras: () => ['Canon EOS R5', 'NIKON Z 6'],
  lenses: () => ['RF50mm F1.8'],
  albums: () => ['Best of 2024', 'Inner'],
  labels: () => ['Dog'],
}
const ruleOf = (query: string) => parseQuery(query, names, 'en').rule

describe('a query means', () => {
  it.each([
    ['kids on a beach', { meaning: 'kids on a beach' }],
    [
      'beach + sunset - people',
      { meaning: [{ text: 'beach' }, { text: 'sunset' }, { text: 'people', weight: -1 }] },
    ],
    [
      '2 * beach -dogs',
      {
        meaning: [
          { text: 'beach', weight: 2 },
          { text: 'dogs', weight: -1 },
        ],
      },
    ],
    ['#dog', { tag: 'Animals > Dog' }],
    ['#animals', { tag: 'Animals' }],
    ['#"places > kyoto" snow', { all: [{ tag: 'Places > Kyoto' }, { meaning: 'snow' }] }],
    ['-#beach', { none: [{ tag: 'Beach' }] }],
    ['@canon 2024-06', { all: [{ camera: 'canon' }, { taken: { from: '2024-06', to: '2024-06' } }] }],
    ['@"Canon EOS"', { camera: 'Canon EOS' }],
    ['/"best of 2024"', { album: 'Best of 2024' }],
    ['beach last summer', { all: [{ taken: { during: 'last summer' } }, { meaning: 'beach' }] }],
    ['snow in june 2023', { all: [{ taken: { from: '2023-06', to: '2023-06' } }, { meaning: 'snow' }] }],
    ['last friday night', { all: [{ taken: { during: 'last friday' } }, { meaning: 'night' }] }],
    ['market on sunday', { all: [{ taken: { during: 'last sunday' } }, { meaning: 'market' }] }],
    ['on mondays since 2020', { all: [{ taken: { weekdays: ['monday'] } }, { taken: { from: '2020' } }] }],
    ['Friday, June 5th 2020', { taken: { from: '2020-06-05', to: '2020-06-05' } }],
    ['friday last week', { taken: { during: 'last week', weekdays: ['friday'] } }],
    ['at the weekend', { taken: { weekdays: ['saturday', 'sunday'] } }],
    ['a monday market', { meaning: 'a monday market' }],
    ['winter 2023', { taken: { from: '2023-12', to: '2024-02' } }],
    ['since 2020', { taken: { from: '2020' } }],
    ['before 2020-05', { taken: { to: '2020-04-30' } }],
    ['last 2 weeks', { taken: { last: { weeks: 2 } } }],
    ['2022..2023-06', { taken: { from: '2022', to: '2023-06' } }],
    ['"summer 2023"', { meaning: 'summer 2023' }],
    ['a summer day', { meaning: 'a summer day' }],
    ['beach OR snow', { any: [{ meaning: 'beach' }, { meaning: 'snow' }] }],
    ['beach AND sunset', { all: [{ meaning: 'beach' }, { meaning: 'sunset' }] }],
    [
      '(beach OR #dog) NOT @nikon',
      { all: [{ any: [{ meaning: 'beach' }, { tag: 'Animals > Dog' }] }, { none: [{ camera: 'nikon' }] }] },
    ],
    ['-(#beach OR #dog)', { none: [{ any: [{ tag: 'Beach' }, { tag: 'Animals > Dog' }] }] }],
    ['NOT old cars', { none: [{ meaning: 'old cars' }] }],
    ['NOT dog last summer', { all: [{ none: [{ meaning: 'dog' }] }, { taken: { during: 'last summer' } }] }],
    ['beach -2024', { all: [{ none: [{ taken: { from: '2024', to: '2024' } }] }, { meaning: 'beach' }] }],
    ['rating:4+ is:portrait', { all: [{ rating: { from: 4 } }, { orientation: 'portrait' }] }],
    ['is:picked color:Red', { all: [{ flag: 'picked' }, { colour: 'red' }] }],
    ['rating:3', { rating: { from: 3, to: 3 } }],
    [
      'type:raw,heic in:Holidays/2024 has:gps',
      { all: [{ type: ['raw', 'heic'] }, { folder: 'Holidays/2024' }, { has: 'gps' }] },
    ],
    ['within:-33.9,151,-33.8,151.3', { within: { south: -33.9, west: 151, north: -33.8, east: 151.3 } }],
    ['boats top:50', { meaning: 'boats', top: 50 }],
    ['title:"old harbour" name:IMG_12', { all: [{ text: 'old harbour' }, { text: 'IMG_12' }] }],
    ['label:dog>=0.4', { label: 'Dog', score: 0.4 }],
    ['like:12 + snow - like:13', { meaning: [{ photo: 12 }, { text: 'snow' }, { photo: 13, weight: -1 }] }],
    ['a t-shirt', { meaning: 'a t-shirt' }],
    ['1234', { meaning: '1234' }],
    ['海辺の夕焼け', { meaning: '海辺の夕焼け' }],
  ])('%s', (query, rule) => {
    expect(parseQuery(query, names, 'en')).toMatchObject({ rule, problems: [] })
  })
})

describe('dates are read in the language of who searches', () => {
  const lastYear = (...months: number[]) => ({ taken: { during: 'last year', months } })
  const may2021 = { taken: { from: '2021-05', to: '2021-05' } }
  const summer2021 = { taken: { from: '2021-06', to: '2021-08' } }
  const lastSummer = { taken: { during: 'last summer' } }
  const yesterday = { taken: { during: 'yesterday' } }
  const lastFriday = { taken: { during: 'last friday' } }
  const mondays = { taken: { weekdays: ['monday'] } }
  const fridayOfLastWeek = { taken: { during: 'last week', weekdays: ['friday'] } }
  const lastWeekend = { taken: { during: 'last week', weekdays: ['saturday', 'sunday'] } }
  const thisWeekend = { taken: { during: 'this week', weekdays: ['saturday', 'sunday'] } }
  const days30 = { taken: { last: { days: 30 } } }
  it.each([
    ['de', 'Kinder am Strand letzten Sommer', { all: [lastSummer, { meaning: 'Kinder am Strand' }] }],
    ['de', 'im Mai 2021', may2021],
    [
      'de',
      'Schnee vom Jänner 2021',
      { all: [{ taken: { from: '2021-01', to: '2021-01' } }, { meaning: 'Schnee' }] },
    ],
    ['de', 'am 5. Mai 2021', { taken: { from: '2021-05-05', to: '2021-05-05' } }],
    ['de', 'aus den letzten 30 Tagen', days30],
    ['de', 'seit März 2020', { taken: { from: '2020-03' } }],
    ['de', 'Winter 2023', { taken: { from: '2023-12', to: '2024-02' } }],
    ['de', 'gestern, Hund', { all: [yesterday, { meaning: 'Hund' }] }],
    ['de', 'last summer', lastSummer],
    ['de', 'hier', { meaning: 'hier' }],
    ['de', 'ein Sommertag', { meaning: 'ein Sommertag' }],
    ['de', 'Hund am letzten Freitag', { all: [lastFriday, { meaning: 'Hund' }] }],
    ['de', 'am Freitag', lastFriday],
    ['de', 'am Freitag, 5. Juni 2020', { taken: { from: '2020-06-05', to: '2020-06-05' } }],
    ['de', 'montags', mondays],
    ['de', 'jeden Montag', mondays],
    ['de', 'letztes Wochenende', lastWeekend],
    ['de', 'an Wochenenden', { taken: { weekdays: ['saturday', 'sunday'] } }],
    ['de', 'Freitag letzter Woche', fridayOfLastWeek],
    ['fr', 'vendredi dernier', lastFriday],
    ['fr', 'tous les lundis', mondays],
    ['fr', 'ce week-end', thisWeekend],
    ['fr', 'le week-end dernier', lastWeekend],
    ['es', 'el viernes pasado', lastFriday],
    ['es', 'el viernes', lastFriday],
    ['es', 'el último verano', lastSummer],
    ['es', 'los lunes', mondays],
    ['es', 'los sábados', { taken: { weekdays: ['saturday'] } }],
    ['es', 'el pasado fin de semana', lastWeekend],
    ['ja', '先週の金曜日の犬', { all: [fridayOfLastWeek, { meaning: '犬' }] }],
    ['ja', '前の金曜日', lastFriday],
    ['ja', '毎週月曜日', mondays],
    ['ja', '先週末の散歩', { all: [lastWeekend, { meaning: '散歩' }] }],
    ['zh-Hans', '上周五的狗', { all: [fridayOfLastWeek, { meaning: '狗' }] }],
    ['zh-Hans', '每个星期一', mondays],
    ['zh-Hans', '上周末', lastWeekend],
    ['zh-Hans', '这个周末', thisWeekend],
    ['fr', 'hier', yesterday],
    ['fr', 'la plage de l’été dernier', { all: [lastSummer, { meaning: 'la plage' }] }],
    ['fr', 'ete dernier', lastSummer],
    ['fr', 'le 1er mai 2021', { taken: { from: '2021-05-01', to: '2021-05-01' } }],
    ['fr', 'en mai 2021', may2021],
    ['fr', 'un papillon de mai', { meaning: 'un papillon de mai' }],
    ['fr', 'la planète mars', { meaning: 'la planète mars' }],
    ['fr', "jusqu'en 2020", { taken: { to: '2020' } }],
    ['fr', 'au cours des 30 derniers jours', days30],
    ['fr', 'taken:"l’année dernière"', { taken: { during: 'last year' } }],
    ['es', 'el año pasado', { taken: { during: 'last year' } }],
    ['es', 'playa en verano de 2021', { all: [summer2021, { meaning: 'playa' }] }],
    ['es', '5 de mayo de 2021', { taken: { from: '2021-05-05', to: '2021-05-05' } }],
    ['es', 'antes de mayo de 2021', { taken: { to: '2021-04-30' } }],
    ['es', 'en los últimos 30 días', days30],
    ['es', 'mar 2023', { all: [{ taken: { from: '2023', to: '2023' } }, { meaning: 'mar' }] }],
    ['ja', '昨日の犬', { all: [yesterday, { meaning: '犬' }] }],
    ['ja', '海 ２０２１年５月', { all: [may2021, { meaning: '海' }] }],
    ['ja', '去年の夏の海', { all: [lastYear(6, 7, 8), { meaning: '海' }] }],
    ['ja', '去年の夏休み', { all: [{ taken: { during: 'last year' } }, { meaning: '夏休み' }] }],
    ['ja', '過去30日間', days30],
    ['ja', '2020年以降', { taken: { from: '2020' } }],
    ['zh-Hans', '去年夏天的海滩', { all: [lastYear(6, 7, 8), { meaning: '海滩' }] }],
    ['zh-Hans', '去年冬天', { taken: { during: 'last winter' } }],
    ['zh-Hans', '今年春节', { all: [{ taken: { during: 'this year' } }, { meaning: '春节' }] }],
    ['zh-Hans', '2021年5月', may2021],
    ['zh-Hans', '2021年夏天', summer2021],
    ['zh-Hans', '最近三天的猫', { all: [{ taken: { last: { days: 3 } } }, { meaning: '猫' }] }],
    ['zh-Hans', '昨天 NOT 狗', { all: [yesterday, { none: [{ meaning: '狗' }] }] }],
  ] as const)('%s: %s', (language, query, rule) => {
    expect(parseQuery(query, names, language)).toMatchObject({ rule, problems: [] })
  })
})

describe('a query with a mistake still looks for what is understood, and says where the mistake is', () => {
  it.each([
    ['(beach OR snow', { any: [{ meaning: 'beach' }, { meaning: 'snow' }] }, 0, 1, /not closed/],
    ['beach )', { meaning: 'beach' }, 6, 7, /closes none/],
    ['beach OR', { meaning: 'beach' }, 6, 8, /nothing after this OR/],
    ['OR beach', { meaning: 'beach' }, 0, 2, /nothing before this OR/],
    ['beach NOT', { meaning: 'beach' }, 6, 9, /nothing after this NOT/],
    ['"red car', { meaning: 'red car' }, 0, 8, /quotation mark is not closed/],
    ['shape:red car', { meaning: 'shape:red car' }, 0, 6, /"shape:" is not known/],
    ['beach 2024-13', { meaning: 'beach 2024-13' }, 6, 13, /is no date/],
    ['beach rating:9', { meaning: 'beach' }, 6, 14, /0 to 5 stars/],
    ['/nowhere beach', { meaning: 'beach' }, 0, 8, /no album "nowhere"/],
    ['#dgo', { tag: 'dgo' }, 0, 4, /No photo has the tag "dgo"/],
    ['beach label:dog>=', { meaning: 'beach' }, 6, 17, /between 0 and 1/],
    ['@leica', { camera: 'leica' }, 0, 6, /No photo was taken with a camera called "leica"/],
    [
      '2023 2024',
      { all: [{ taken: { from: '2023', to: '2023' } }, { taken: { from: '2024', to: '2024' } }] },
      0,
      9,
      /No photo can fit/,
    ],
    ['((', { meaning: '((' }, 0, 1, /./],
    ['()', { meaning: '()' }, 0, 1, /nothing in these/],
  ])('%s', (query, rule, from, to, message) => {
    const read = parseQuery(query, names, 'en')
    expect(read.rule).toEqual(rule)
    expect(read.problems).toContainEqual({ from, to, message: expect.stringMatching(message) as string })
  })

  it('whatever is typed: nothing throws', () => {
    for (const query of [
      '-',
      '+',
      '- -',
      'NOT NOT',
      ') ( )',
      '#',
      '@',
      '/',
      '"',
      '#""',
      'like:',
      'top:x',
      '* 2',
      'a AND',
      '-(',
      '🐕 OR ('.repeat(50),
    ])
      expect(ruleOf(query)).toBeDefined()
  })
})
