import { goldenPictures } from './pictures.ts'

/** The captions of the golden pictures, in their order. */
export const goldenCaptions: readonly string[] = goldenPictures.flatMap(({ caption }) => caption ?? [])

/** Fixed texts that a text tower is tried with: the captions, then some of other kinds, lengths and languages. */
export const goldenTexts: readonly string[] = [
  ...goldenCaptions,
  'a photo of a dog on a beach',
  'Zwei Kinder spielen im Schnee',
  'un plat de pâtes sur une table en bois',
  '海辺の夕日',
  'собака',
  'three people in a meeting room, one of them writes on a whiteboard',
  'receipt',
  'A quiet street in the old town at dusk, with wet cobblestones, warm light in the windows and a bicycle against a wall.',
]
