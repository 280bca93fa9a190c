import type { Language } from '../../../../src-shared/languages.ts'

/*
 * How dates are said in each language, as patterns. A blank is any white space; Y is a year, M a month's name (Intl knows
 * them), D a day, W a day of the week or the weekend, S a season, N a number, U a unit, P any day, month or year. Case and accents make no difference.
 */

export const units = ['days', 'weeks', 'months', 'years'] as const
export const seasons = ['spring', 'summer', 'autumn', 'winter'] as const
type Unit = (typeof units)[number]
type Season = (typeof seasons)[number]

export interface DateWords {
  /** the languages and regions whose month names count */
  locales: readonly string[]
  /** words are written without blanks between them */
  unspaced?: true
  /** may stand before a date, and after it, and belong to it */
  lead: string
  trail?: string
  /** a month of a year, or a day of it */
  date: string
  seasonOfYear: string
  units: Record<Unit, string>
  seasons: Record<Season, string>
  /** from Monday on */
  weekdays: readonly string[]
  weekend: string
  today: string
  yesterday: string
  /** of weeks, months, years, seasons and days of the week, which stand in the place of "%" */
  this: string
  last: string
  /** of weeks, months and years, where those have words of their own */
  periods?: Record<'this' | 'last', Record<'week' | 'month' | 'year', string>>
  /** a season or a month of this year or the last one, said by the year */
  ofYear?: Record<'this' | 'last', string>
  /** days of the week: of a certain week, of every week, and just one of them */
  weekdayOf: Record<'this' | 'last', string>
  everyWeekday: string
  someWeekday?: string
  lastMany: string
  since: string
  after: string
  before: string
  until: string
}

export const dateWords: Record<Language, DateWords> = {
  en: {
    locales: ['en'],
    lead: '(?:(?:in|on|from|during) (?:the )?)?',
    date: '(?:(?:D(?:st|nd|rd|th)? (?:of )?)?M,? Y|M D(?:st|nd|rd|th)?,? Y)',
    seasonOfYear: 'S (?:of )?Y',
    units: { days: 'days?', weeks: 'weeks?', months: 'months?', years: 'years?' },
    seasons: { spring: 'spring', summer: 'summer', autumn: 'autumn|fall', winter: 'winter' },
    weekdays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'],
    weekend: 'weekend',
    today: 'today',
    yesterday: 'yesterday',
    this: 'this %',
    last: 'last %',
    weekdayOf: { this: 'W (?:of )?this week', last: 'W (?:of )?last week' },
    everyWeekday: '(?:on|at)(?: the)? Ws|(?:every|each) W',
    someWeekday: 'on W|(?:on|at) the (?=weekend)W',
    lastMany: '(?:last|past) N U',
    since: 'since P',
    after: 'after P',
    before: 'before P',
    until: '(?:until|till) P',
  },
  de: {
    locales: ['de', 'de-AT'],
    lead: '(?:(?:in|im|am|vom|von|aus|während) )?(?:(?:den|dem|der|die|das|des) )?',
    date: '(?:D\\. ?)?M Y',
    seasonOfYear: 'S Y',
    units: { days: 'tagen?|tage', weeks: 'wochen?', months: 'monat(?:en?|s)?', years: 'jahr(?:en?|e?s)?' },
    seasons: {
      spring: '(?:frühling|frühjahr)s?',
      summer: 'sommers?',
      autumn: 'herbst(?:es)?',
      winter: 'winters?',
    },
    weekdays: ['montag', 'dienstag', 'mittwoch', 'donnerstag', 'freitag', 'samstag|sonnabend', 'sonntag'],
    weekend: 'wochenend(?:es|en?)?',
    today: 'heute',
    yesterday: 'gestern',
    this: 'diese[mnrs]? %',
    last: '(?:letzt|vergangen|vorig)e[mnrs]? %',
    weekdayOf: {
      this: 'Ws? (?:in )?dieser woche',
      last: 'Ws? (?:in )?(?:der )?(?:letzt|vergangen|vorig)e[rn] woche',
    },
    everyWeekday: 'Ws|jede[ns] W|an (?:den )?W(?:en)?',
    someWeekday: '(?:am|vom) W',
    lastMany: '(?:letzten|letzte|vergangenen|vergangene) N U',
    since: '(?:seit|ab) P',
    after: 'nach P',
    before: 'vor P',
    until: 'bis P',
  },
  fr: {
    locales: ['fr'],
    lead: "(?:(?:au cours|au mois|en|dans|pendant|durant|de|du|des|au|le|la|les) |(?:de )?l'|d')*",
    date: '(?:D(?:er)? )?M Y',
    seasonOfYear: "S (?:de )?(?:l'année )?Y",
    units: { days: 'jours?', weeks: 'semaines?', months: 'mois', years: 'années?|ans?' },
    seasons: { spring: 'printemps', summer: 'été', autumn: 'automne', winter: 'hiver' },
    weekdays: ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'],
    weekend: 'week-?end',
    today: "aujourd'hui",
    yesterday: 'hier',
    this: '(?:ce|cet|cette) %(?:-ci)?',
    last: '% (?:dernier|dernière|passée?)',
    weekdayOf: { this: 'W de cette semaine', last: 'W de la semaine (?:dernière|passée)' },
    everyWeekday: '(?:tous )?les Ws|chaque W|le W',
    lastMany: '(?:N (?:derniers|dernières) U|N U (?:derniers|dernières))',
    since: '(?:depuis|dès) P',
    after: 'après P',
    before: 'avant P',
    until: "(?:jusqu'en|jusqu'à|jusqu'au) P",
  },
  es: {
    locales: ['es'],
    lead: '(?:(?:en|durante|desde hace|de|del|el|la|los|las) )*',
    date: '(?:D (?:de )?)?M (?:de |del )?Y',
    seasonOfYear: 'S (?:de |del )?(?:año )?Y',
    units: { days: 'días?', weeks: 'semanas?', months: 'mes(?:es)?', years: 'años?' },
    seasons: { spring: 'primavera', summer: 'verano', autumn: 'otoño', winter: 'invierno' },
    weekdays: ['lunes', 'martes', 'miércoles', 'jueves', 'viernes', 'sábados?', 'domingos?'],
    weekend: 'fin(?:es)? de semana',
    today: 'hoy',
    yesterday: 'ayer',
    this: 'est[ea] %',
    last: '(?:% pasad[oa]|(?:últim|pasad)[oa] %)',
    weekdayOf: { this: 'W de esta semana', last: 'W de la (?:semana pasada|última semana)' },
    everyWeekday: '(?:todos )?los W|cada W',
    someWeekday: 'el W',
    lastMany: '(?:últim[oa]s N U|N últim[oa]s U)',
    since: 'desde (?:el )?P',
    after: 'después del? P',
    before: 'antes del? P',
    until: 'hasta (?:el )?P',
  },
  ja: {
    locales: ['ja'],
    unspaced: true,
    lead: '',
    trail: '(?:の|に|は|、)?',
    date: 'Y年(?:の?M(?:D日)?)?',
    seasonOfYear: 'Y年の?S',
    units: { days: '日間?', weeks: '週間?', months: '[かヶカケヵ箇]月間?', years: '年間?' },
    seasons: { spring: '春', summer: '夏', autumn: '秋', winter: '冬' },
    weekdays: ['月曜日?', '火曜日?', '水曜日?', '木曜日?', '金曜日?', '土曜日?', '日曜日?'],
    weekend: '週末',
    today: '今日|本日',
    yesterday: '昨日|きのう',
    this: 'この%',
    last: '(?:この)?前の%',
    periods: {
      this: { week: '今週', month: '今月', year: '今年' },
      last: { week: '先週', month: '先月', year: '去年|昨年' },
    },
    ofYear: { this: '今年の?', last: '(?:去年|昨年)の?' },
    weekdayOf: { this: '今週の?W|今(?=週末)W', last: '先週の?W|先(?=週末)W' },
    everyWeekday: '毎週の?W|毎(?=週末)W',
    lastMany: '(?:過去|直近|最近|この|ここ)の?NU',
    since: 'P(?:から|以降)',
    after: 'Pより(?:後|あと)',
    before: 'P(?:より)?前',
    until: 'P(?:まで|以前)',
  },
  'zh-Hans': {
    locales: ['zh-Hans'],
    unspaced: true,
    lead: '在?',
    trail: '(?:的|在|里|，|、)?',
    date: 'Y年(?:的?M(?:D[日号])?份?)?',
    seasonOfYear: 'Y年的?S',
    units: { days: '[天日]', weeks: '个?(?:周|星期|礼拜)', months: '个月', years: '年' },
    seasons: { spring: '春[天季]?', summer: '夏[天季]?', autumn: '秋[天季]?', winter: '冬[天季]?' },
    weekdays: [
      '(?:周|星期|礼拜)一',
      '(?:周|星期|礼拜)二',
      '(?:周|星期|礼拜)三',
      '(?:周|星期|礼拜)四',
      '(?:周|星期|礼拜)五',
      '(?:周|星期|礼拜)六',
      '(?:周|星期|礼拜)[日天]',
    ],
    weekend: '周末',
    today: '今[天日]',
    yesterday: '昨[天日]',
    this: '这个%',
    last: '上[个一]个?%',
    periods: {
      this: { week: '本周|这周|这个?(?:星期|礼拜)', month: '本月|这个月', year: '今年' },
      last: { week: '上周|上个?(?:星期|礼拜)', month: '上个?月', year: '去年' },
    },
    ofYear: { this: '今年的?', last: '去年的?' },
    weekdayOf: { this: '(?:本|这个?)W', last: '上[个一]?个?W' },
    everyWeekday: '每个?W|每逢W',
    lastMany: '(?:最近|过去|近)的?NU',
    since: '(?:自从?|从)?P(?:以来|起|开始)',
    after: 'P(?:以后|之后|后)',
    before: 'P(?:以前|之前|前)',
    until: '(?:截至P|到P(?:为止)?)',
  },
}
