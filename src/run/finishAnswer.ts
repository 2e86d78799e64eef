/** A file of its own, so that what holds answers against schemas is loaded when there is one to hold. */
export { finishAnswer } from '../schema/index.js'
