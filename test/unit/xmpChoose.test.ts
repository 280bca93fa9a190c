import { describe, expect, it } from 'vitest'
import { chooseSidecar } from '../../src-main/engine/xmp/choose.ts'
import type { ChoiceHints } from '../../src-main/engine/xmp/choose.ts'
import { indexFolder } from '../../src-main/engine/xmp/folderIndex.ts'

/** "+" before a name: it exists. Then the codes of what is reported. */
function choose(photo: string, others: string[], hints?: ChoiceHints): string {
  const { name, exists, notices } = chooseSidecar(photo, indexFolder([photo, ...others]), hints)
  return [exists ? `+${name}` : name, ...notices.map(({ code }) => code)].join(' ')
}

describe('choosing the sidecar', () => {
  it('uses the one that is there', () => {
    expect(choose('a.jpg', ['a.jpg.xmp'])).toBe('+a.jpg.xmp')
    expect(choose('a.jpg', ['a.xmp', 'b.jpg', 'b.xmp'])).toBe('+a.xmp')
    expect(choose('a.CR2', ['a.CR2.xmp'])).toBe('+a.CR2.xmp')
  })

  it('makes name.ext.xmp where there is none', () => {
    expect(choose('a.jpg', ['b.jpg.xmp', 'b.xmp'])).toBe('a.jpg.xmp')
    expect(choose('a.CR2', [])).toBe('a.CR2.xmp')
    expect(choose('no ending', [])).toBe('no ending.xmp')
  })

  it('case 33: leaves name.xmp to the RAW file that shares its name', () => {
    expect(choose('photo.jpg', ['photo.CR2', 'photo.xmp'])).toBe('photo.jpg.xmp SHARED_SIDECAR')
    expect(choose('photo.CR2', ['photo.jpg', 'photo.xmp'])).toBe('+photo.xmp')
    expect(choose('photo.CR2', ['photo.NEF', 'photo.xmp'])).toBe('photo.CR2.xmp SHARED_SIDECAR')
    expect(choose('photo.HEIC', ['photo.MOV', 'photo.xmp'])).toBe('photo.HEIC.xmp SHARED_SIDECAR')
  })

  it('believes a shared name.xmp that says whose it is', () => {
    const files = ['photo.CR2', 'photo.jpg', 'photo.xmp']
    expect(choose('photo.jpg', files, { claimedEnding: 'JPG' })).toBe('+photo.xmp')
    expect(choose('photo.CR2', files, { claimedEnding: 'JPG' })).toBe('photo.CR2.xmp SHARED_SIDECAR')
  })

  it('case 34: of two, takes name.ext.xmp for a JPEG and name.xmp for a RAW file', () => {
    expect(choose('photo.jpg', ['photo.xmp', 'photo.jpg.xmp'])).toBe('+photo.jpg.xmp TWO_SIDECARS')
    expect(choose('photo.CR2', ['photo.xmp', 'photo.CR2.xmp'])).toBe('+photo.xmp TWO_SIDECARS')
    expect(choose('photo.jpg', ['photo.xmp', 'photo.jpg.xmp', 'photo.CR2'])).toBe('+photo.jpg.xmp')
  })

  it('case 35: follows the habit of the folder, or of those above it, for a RAW file', () => {
    const pairs = ['1.CR2', '1.xmp', '2.CR2', '2.xmp', '3.CR2', '3.xmp']
    expect(choose('4.CR2', pairs)).toBe('4.xmp')
    expect(choose('4.jpg', pairs)).toBe('4.jpg.xmp')
    expect(choose('4.CR2', [...pairs, '4.jpg'])).toBe('4.CR2.xmp')
    expect(choose('4.CR2', pairs.slice(0, 4))).toBe('4.CR2.xmp')
    expect(choose('4.CR2', [...pairs, '5.CR2', '5.CR2.xmp'])).toBe('4.CR2.xmp')
    expect(choose('4.CR2', [], { inheritedStyle: 'base' })).toBe('4.xmp')
    expect(choose('4.CR2', ['5.CR2', '5.CR2.xmp'], { inheritedStyle: 'base' })).toBe('4.CR2.xmp')
    // unless the user has said how
    expect(choose('4.CR2', pairs, { naming: 'extended' })).toBe('4.CR2.xmp')
    expect(choose('4.CR2', [], { naming: 'base' })).toBe('4.xmp')
    expect(choose('4.jpg', [], { naming: 'base' })).toBe('4.jpg.xmp')
  })

  it('finds it in another case and another composition of letters, under its own name', () => {
    expect(choose('IMG_1.jpg', ['img_1.JPG.XMP'])).toBe('+img_1.JPG.XMP')
    expect(choose('Ka\u0308se.jpg', ['Käse.jpg.xmp'])).toBe('+Käse.jpg.xmp')
    expect(choose('A.JPG', ['a.jpg', 'a.jpg.xmp'])).toBe('A.JPG.xmp')
    expect(choose('a.jpg', ['A.JPG', 'a.jpg.xmp', 'A.JPG.xmp'])).toBe('+a.jpg.xmp')
  })

  it('leaves conflict copies and darktable duplicates alone', () => {
    const copies = ['a.jpg (1).xmp', 'a.jpg.sync-conflict-20240101.xmp', "a (Ann's conflicted copy).jpg.xmp"]
    expect(choose('a.jpg', copies)).toBe('a.jpg.xmp')
    expect(choose('a.jpg', ['a.jpg.xmp', 'a_01.jpg.xmp'])).toBe('+a.jpg.xmp DUPLICATE_VERSION')
    expect(choose('a.jpg', ['a.jpg.xmp', 'a_01.jpg.xmp', 'a_01.jpg'])).toBe('+a.jpg.xmp')
  })
})
