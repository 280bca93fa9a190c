import { join } from 'node:path'
import type { TextTower } from '../inference/protocol.ts'
import type { EmbeddingKey } from '../store/embeddings.ts'
import type { Settings } from '../store/settings.ts'
import { fingerprintOf } from './fingerprint.ts'
import { readModelFolder, type ModelFolder } from './modelFolder.ts'

/** A model folder, without the files that its self-test refused, and what is stored under its name. */
export interface TrustedFolder extends ModelFolder {
  /** what image embeddings are stored under */
  embeddingKey: EmbeddingKey
  /** what label vectors are stored under: the text tower, and how it is given its texts */
  textFingerprint: string
  normalisation: string
}

const refusedSetting = (fingerprint: string): string => `refused:${fingerprint}`

/** Remembers that a tower lost too much when it was made smaller. */
export const refuseTower = (fingerprint: string, settings: Settings): void =>
  settings.set(refusedSetting(fingerprint), true)

/**
 * Reads a model folder with the first file of each tower that was not refused. It is never written to: the compact form of
 * its vocabulary is kept in `vocabularies`.
 */
export async function readTrustedFolder(
  directory: string,
  settings: Settings,
  vocabularies: string,
): Promise<TrustedFolder> {
  const refused: string[] = []
  for (;;) {
    const folder = readModelFolder(directory, refused)
    const [tower, textFingerprint, source] = await Promise.all([
      fingerprintOf(folder.visionFiles.all, settings),
      fingerprintOf(folder.textFiles.all, settings),
      fingerprintOf([folder.text.tokenizerFile], settings),
    ])
    const isRefused = (fingerprint: string): boolean => settings.get(refusedSetting(fingerprint)) === true
    const found = [
      ...(isRefused(tower) ? [folder.vision.file] : []),
      ...(isRefused(textFingerprint) ? [folder.text.file] : []),
    ]
    if (found.length === 0) {
      const vocabulary = { source, file: join(vocabularies, `${source}.vocabulary`) }
      const text: TextTower = { ...folder.text, fingerprint: textFingerprint, vocabulary }
      return {
        ...folder,
        vision: { ...folder.vision, fingerprint: tower },
        text,
        embeddingKey: { tower, preprocessing: folder.vision.processor.id },
        textFingerprint,
        normalisation: `${text.norm}-v1 ${source}`,
      }
    }
    refused.push(...found)
  }
}
