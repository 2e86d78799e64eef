export { english, type Labels } from './english.js'
export type { FormLabels } from './englishForm.js'
export { explainError } from './explainError.js'
export { LabelsProvider, type LabelsProviderProps, useLabels } from './LabelsProvider.js'
