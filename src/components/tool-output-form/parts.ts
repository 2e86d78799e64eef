export {
  ToolOutputFormAnswer as Answer,
  type ToolOutputFormAnswerProps as AnswerProps,
} from './ToolOutputFormAnswer.js'
export {
  ToolOutputFormArguments as Arguments,
  type ToolOutputFormArgumentsProps as ArgumentsProps,
} from './ToolOutputFormArguments.js'
export {
  ToolOutputFormAutomatic as Automatic,
  type ToolOutputFormAutomaticProps as AutomaticProps,
} from './ToolOutputFormAutomatic.js'
export {
  ToolOutputFormCall as Call,
  type ToolOutputFormCallProps as CallProps,
} from './ToolOutputFormCall.js'
export {
  ToolOutputFormComing as Coming,
  type ToolOutputFormComingProps as ComingProps,
} from './ToolOutputFormComing.js'
export {
  ToolOutputFormDeadline as Deadline,
  type ToolOutputFormDeadlineProps as DeadlineProps,
} from './ToolOutputFormDeadline.js'
export {
  ToolOutputFormDecideAll as DecideAll,
  type ToolOutputFormDecideAllProps as DecideAllProps,
} from './ToolOutputFormDecideAll.js'
export {
  ToolOutputFormError as Error,
  type ToolOutputFormErrorProps as ErrorProps,
} from './ToolOutputFormError.js'
export {
  ToolOutputFormField as Field,
  type ToolOutputFormFieldProps as FieldProps,
} from './ToolOutputFormField.js'
export {
  ToolOutputFormKept as Kept,
  type ToolOutputFormKeptProps as KeptProps,
} from './ToolOutputFormKept.js'
export {
  ToolOutputFormProblems as Problems,
  type ToolOutputFormProblemsProps as ProblemsProps,
} from './ToolOutputFormProblems.js'
export {
  ToolOutputFormRefusal as Refusal,
  type ToolOutputFormRefusalProps as RefusalProps,
} from './ToolOutputFormRefusal.js'
export {
  ToolOutputFormRoot as Root,
  type ToolOutputFormRootProps as RootProps,
} from './ToolOutputFormRoot.js'
export {
  ToolOutputFormSkip as Skip,
  type ToolOutputFormSkipProps as SkipProps,
} from './ToolOutputFormSkip.js'
export {
  ToolOutputFormStartAgain as StartAgain,
  type ToolOutputFormStartAgainProps as StartAgainProps,
} from './ToolOutputFormStartAgain.js'
export {
  ToolOutputFormSubmit as Submit,
  type ToolOutputFormSubmitProps as SubmitProps,
} from './ToolOutputFormSubmit.js'
export {
  ToolOutputFormTakeBack as TakeBack,
  type ToolOutputFormTakeBackProps as TakeBackProps,
} from './ToolOutputFormTakeBack.js'
export {
  ToolOutputFormUndo as Undo,
  type ToolOutputFormUndoProps as UndoProps,
} from './ToolOutputFormUndo.js'
