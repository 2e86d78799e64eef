/** The two editions of the wire format. The `OpenAI-Beta` header alone chooses between them. */
export type ApiVersion = 'v1' | 'v2'

/**
 * Chooses the edition that the public types follow; the second when nothing is registered.
 *
 * @example
 * // In a file that imports or exports something.
 * declare module 'react-assistants' {
 *   interface Register { apiVersion: 'v1' }
 * }
 */
// oxlint-disable-next-line typescript/no-empty-object-type -- it is empty so that an app can fill it by declaration merging
export interface Register {}

/** The edition that the app registered. */
export type RegisteredVersion = Register extends { apiVersion: infer V extends ApiVersion }
  ? V
  : 'v2'

/** One of two shapes, by edition. */
export type ByVersion<V extends ApiVersion, V1, V2> = { v1: V1; v2: V2 }[V]
