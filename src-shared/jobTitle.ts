import type { Job } from './schemas/job.ts'

type JobText = (typeof jobTexts)[number]

/** An English text, as an ICU message, and the values it asks for: to be said in the user's language. */
export interface Saying {
  text: JobText
  values: Record<string, string>
}

/** What jobs are called: by the window, and by notifications of the desktop. */
export const jobTexts = [
  'Scanning {folder}',
  'Scanning a folder',
  'Indexing with {model}',
  'Indexing photos',
  'Preparing {model}',
  'Preparing a model',
  'Reading what photos say about themselves',
  'Writing sidecars',
  'Reading sidecars',
  'Syncing sidecars',
  'Undoing a sync of sidecars',
  'Downloading {model}',
  'Downloading a model',
] as const

export function jobTitle({ kind, subject }: Pick<Job, 'kind' | 'subject'>): Saying {
  const about = (name: string, named: JobText, unnamed: JobText): Saying =>
    subject ? { text: named, values: { [name]: subject } } : plain(unnamed)
  switch (kind) {
    case 'scan':
      return about('folder', 'Scanning {folder}', 'Scanning a folder')
    case 'index':
      return about('model', 'Indexing with {model}', 'Indexing photos')
    case 'prepare':
      return about('model', 'Preparing {model}', 'Preparing a model')
    case 'metadata':
      return plain('Reading what photos say about themselves')
    case 'sync':
      return plain(
        subject === 'export'
          ? 'Writing sidecars'
          : subject === 'import'
            ? 'Reading sidecars'
            : 'Syncing sidecars',
      )
    case 'undo':
      return plain('Undoing a sync of sidecars')
    case 'install':
      return about('model', 'Downloading {model}', 'Downloading a model')
  }
}

const plain = (text: JobText): Saying => ({ text, values: {} })
