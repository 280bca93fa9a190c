/** Label packs. */
export const packs = [
  'Everyday',
  'What most libraries are full of: people, animals, nature, food, things on wheels, places and papers.',
  'Documents and receipts',
  'Papers, receipts, screenshots and whatever else was photographed to be read.',
  'Family',
  'People of all ages, what is celebrated, and what is done together.',
  'Nature',
  'Landscapes, water, sky and weather, plants and wild animals.',
  'Travel',
  'Cities and sights, the ways there, where you stayed and what you did outdoors.',
  'Work',
  'Desks and machines, sites and products, and what is written down at work.',
] as const
