/** A door of its own, so that what holds values against schemas is loaded when there is one to hold. */
export { finishAnswer, validateAnswer } from '../schema/index.js'
