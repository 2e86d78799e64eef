export { english, type Labels } from './english.js'
export { LabelsProvider, type LabelsProviderProps, useLabels } from './LabelsProvider.js'
