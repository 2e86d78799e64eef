/** The engine of forms: a door of its own, so that it is loaded when a form opens. */
export { makeAnswerForm } from '../../../schema/index.js'
export { AnswerForm } from './AnswerForm.js'
export { tellFaults } from './tellFaults.js'
