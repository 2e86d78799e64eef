import { timeParsed } from '../parseWork.js'

window.timeParsed = timeParsed
