import * as v from 'valibot'
import { absent, anyId, count, maybe, open, tagged } from './parts.js'

const detail = v.exactOptional(v.picklist(['auto', 'low', 'high']))

const citation = (quote: v.GenericSchema) =>
  tagged({
    type: v.literal('file_citation'),
    text: v.string(),
    start_index: count,
    end_index: count,
    file_citation: open({ file_id: anyId, quote }),
  })

const filePath = tagged({
  type: v.literal('file_path'),
  text: v.string(),
  start_index: count,
  end_index: count,
  file_path: open({ file_id: anyId }),
})

const text = (quote: v.GenericSchema) =>
  tagged({
    type: v.literal('text'),
    text: open({
      value: v.string(),
      annotations: v.array(v.variant('type', [citation(quote), filePath])),
    }),
  })

const imageFile = tagged({
  type: v.literal('image_file'),
  image_file: open({ file_id: anyId, detail }),
})
const plainImageFile = tagged({
  type: v.literal('image_file'),
  image_file: open({ file_id: anyId, detail: absent }),
})
const imageUrl = tagged({
  type: v.literal('image_url'),
  image_url: open({ url: v.string(), detail }),
})
const refusal = tagged({ type: v.literal('refusal'), refusal: v.string() })

export const content = {
  v1: v.array(v.variant('type', [text(v.string()), plainImageFile])),
  v2: v.array(v.variant('type', [text(v.exactOptional(v.string())), imageFile, imageUrl, refusal])),
}

const annotationDelta = open({ index: count, type: v.picklist(['file_citation', 'file_path']) })

const textDelta = tagged({
  index: count,
  type: v.literal('text'),
  text: v.exactOptional(
    open({
      value: v.exactOptional(v.string()),
      annotations: v.exactOptional(v.array(annotationDelta)),
    }),
  ),
})
const refusalDelta = tagged({ index: count, type: v.literal('refusal'), refusal: v.string() })

const contentDelta = {
  v1: v.variant('type', [textDelta]),
  v2: v.variant('type', [textDelta, refusalDelta]),
}

const role = v.exactOptional(v.picklist(['user', 'assistant']))

export const messageDelta = {
  v1: open({
    id: anyId,
    object: v.literal('thread.message.delta'),
    delta: open({
      role,
      content: v.exactOptional(v.array(contentDelta.v1)),
      file_ids: v.exactOptional(v.array(anyId)),
    }),
  }),
  v2: open({
    id: anyId,
    object: v.literal('thread.message.delta'),
    delta: open({
      role,
      content: v.exactOptional(v.array(contentDelta.v2)),
      file_ids: absent,
    }),
  }),
}

/** First a call says who it is, and from then on only how its arguments go on. */
const callDelta = v.union([
  open({
    index: count,
    type: v.literal('function'),
    id: anyId,
    function: open({ name: v.string(), arguments: v.literal(''), output: v.null() }),
  }),
  open({
    index: count,
    type: v.literal('function'),
    id: absent,
    function: open({ name: absent, arguments: v.string(), output: absent }),
  }),
])

/** The same in both editions as long as no tool but functions is told of while it works. */
export const stepDelta = open({
  id: anyId,
  object: v.literal('thread.run.step.delta'),
  delta: open({
    id: absent,
    step_details: open({ type: v.literal('tool_calls'), tool_calls: v.array(callDelta) }),
  }),
})

const functionCall = tagged({
  id: anyId,
  type: v.literal('function'),
  function: open({ name: v.string(), arguments: v.string(), output: v.nullable(v.string()) }),
})

const codeCall = tagged({
  id: anyId,
  type: v.literal('code_interpreter'),
  code_interpreter: open({
    input: v.string(),
    outputs: v.array(
      v.variant('type', [
        tagged({ type: v.literal('logs'), logs: v.string() }),
        tagged({ type: v.literal('image'), image: open({ file_id: anyId }) }),
      ]),
    ),
  }),
})

const retrievalCall = tagged({ id: anyId, type: v.literal('retrieval'), retrieval: open({}) })
const searchCall = tagged({
  id: anyId,
  type: v.literal('file_search'),
  file_search: open({ results: maybe(v.array(open({ file_id: anyId, score: v.number() }))) }),
})

const messageCreation = tagged({
  type: v.literal('message_creation'),
  message_creation: open({ message_id: anyId }),
})

const toolCalls = <S extends v.GenericSchema>(call: S) =>
  tagged({ type: v.literal('tool_calls'), tool_calls: v.array(call) })

export const stepDetails = {
  v1: v.variant('type', [
    messageCreation,
    toolCalls(v.variant('type', [functionCall, codeCall, retrievalCall])),
  ]),
  v2: v.variant('type', [
    messageCreation,
    toolCalls(v.variant('type', [functionCall, codeCall, searchCall])),
  ]),
}
