/** What is said about a sidecar that was nevertheless dealt with (XMP.md section 8). */
export type NoticeCode = 'TWO_SIDECARS' | 'SHARED_SIDECAR' | 'DUPLICATE_VERSION' | 'UNUSUAL_FORM' | 'COMMA'

export interface Notice {
  code: NoticeCode
  message: string
}
