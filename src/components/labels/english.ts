import type { FormLabels } from './englishForm.js'
import type { InboxLabels } from './englishInbox.js'

/** Every word that the parts show, in English. A catalogue in another language has the same shape. */
export const english = {
  /** Around the messages: their list, its ends, and the way to the latest one. */
  thread: {
    label: 'Conversation',
    empty: 'Nothing has been said yet.',
    loading: 'Loading the conversation…',
    older: 'Show older messages',
    loadingOlder: 'Loading older messages…',
    toLatest: 'Jump to the latest message',
    newMessages: (count: number) =>
      count === 1
        ? '1 new message: jump to the latest'
        : `${count} new messages: jump to the latest`,
    newer: 'Show newer messages',
    loadingNewer: 'Loading newer messages…',
    newerFailed: 'The newer messages could not be loaded: try again',
    /** Newer messages than those that are shown have come, nobody knows how many. */
    someNew: 'New messages: jump to the latest',
    /** A message to which somebody was to be led. */
    missing: 'The message that was to be shown is not here. It may have been deleted.',
    seekFailed: 'The message that was to be shown could not be loaded.',
    seekAgain: 'Try again',
    dismiss: 'Dismiss',
    loadFailed: 'The messages could not be loaded.',
    loadAgain: 'Load again',
  },
  /** In a message: who speaks, its files, images and sources, and what is missing of it. */
  message: {
    user: 'You',
    assistant: 'Assistant',
    refusal: 'The assistant declined:',
    incomplete: {
      content_filter: 'Withheld by a content filter.',
      max_tokens: 'Cut short: the length limit was reached.',
      run_cancelled: 'Cut short: the run was stopped.',
      run_expired: 'Cut short: the run expired.',
      run_failed: 'Cut short: the run failed.',
      other: 'Cut short.',
    },
    image: 'Image',
    file: 'File',
    download: 'Download',
    downloadFile: (name: string) => `Download ${name}`,
    loadingFile: 'Loading the file…',
    fileFailed: 'The file could not be loaded. Try again, or ask whoever runs this service.',
    sources: 'Sources',
    source: (number: number, name: string) => `Source ${number}: ${name}`,
    showImageFrom: (host: string) => `Show the image from ${host}`,
    loadingImage: 'Loading the image…',
    imageFailed: 'The image could not be loaded.',
    loadImageAgain: 'Load it again',
    unknownPart: 'This kind of content cannot be shown here.',
    broken: 'This message could not be shown as it is. This is its text:',
    plainText: 'Shown as plain text, because its formatting is too elaborate:',
  },
  /** At a block of code. */
  code: {
    copy: 'Copy',
    copied: 'Copied',
    copyFailed: 'Could not be copied: select the text instead.',
  },
  /** Around a table that may be wider than its room. */
  table: 'Table',
  /** At a message that is not accepted yet: how it stands, and what can be done with it. */
  pending: {
    waiting: 'Waits until the current run has ended',
    /** The run asks something, and goes on once it was answered. */
    waitingForAnswer: 'Waits until the assistant has its answer',
    sending: 'Sending…',
    refused: 'Not sent.',
    unknown: 'It is unknown whether this was sent.',
    retry: 'Send again',
    check: 'Check and send',
    takeBack: 'Take back',
    edit: 'Edit',
    remove: 'Remove',
  },
  /** Where the person writes. */
  composer: {
    label: 'Message',
    placeholder: 'Write a message…',
    send: 'Send',
    noAssistant: 'Choose an assistant first.',
    /** What becomes of what is written while a run holds the thread. */
    busy: {
      wait: 'The assistant is at work. What you send waits its turn.',
      cancel: 'The assistant is at work. It is stopped when you send.',
      answer: 'The assistant waits for an answer. What you write here stays until it has it.',
      waitForAnswer: 'The assistant waits for an answer. What you send waits until it has it.',
    },
    stopAndSend: 'Stop it and send',
    toAsk: 'Go to the question',
    /** The browser gives no room, or no storage at all. */
    notSaved: 'Not saved on this device: what you write stays until this page is closed.',
  },
  /** What the run does, how it ended and why, and the ways on. */
  run: {
    sending: 'Sending…',
    queued: 'Waiting for its turn…',
    in_progress: 'Working…',
    cancelling: 'Stopping…',
    unknownStatus: 'Working (unrecognised state)…',
    polling: 'Working, without live text…',
    lost: 'Connection lost. Trying again…',
    asking: (calls: number) =>
      calls === 1 ? 'Your answer is needed' : `Your answers are needed: ${calls} questions`,
    /** Said once each, when that little time is left. */
    soon: (asking: string) => `${asking}: less than 2 minutes left`,
    last: (asking: string) => `${asking}: less than 30 seconds left`,
    locked: 'The time to answer is up',
    held: 'The answer is about to be sent; it can be undone',
    completed: 'Answered',
    failed: 'The run failed',
    cancelled: 'Stopped',
    expired: 'The run expired',
    incomplete: 'The answer is cut short',
    broken: 'The run could not go on',
    stop: 'Stop',
    noStop: 'This server cannot stop a run.',
    retry: 'Try again',
    continue: 'Ask for the rest',
    /** At a run that goes on, and that could not be read for a while. */
    look: 'Look again',
    steps: 'Steps',
    causes: {
      rate_limit_exceeded: 'Too much was asked in too short a time. Wait a little, then try again.',
      invalid_prompt:
        'The model did not accept the request. Change the message, then send it again.',
      server_error: 'Something broke on the server. Trying again may help.',
      max_completion_tokens:
        'The answer reached its length limit. Ask for the rest, or raise the limit.',
      max_prompt_tokens:
        'The conversation has grown too long for the limit. Start a new one, or raise the limit.',
      incomplete: 'The server gave no reason.',
      failed: 'The server gave a reason that is not known here. Trying again may help.',
      insufficient_quota:
        'What this service may use is used up, and waiting does not help. Ask whoever runs it.',
      content_filter:
        'A content filter withheld the answer. Change the message, then send it again.',
      expired: 'It was not finished in time. Start it again.',
      unanswered: 'What it asked was not answered in time. Start it again to be asked anew.',
      cancelled: 'It was stopped. Start it again if you still want an answer.',
    },
    stopFailed: 'The run could not be stopped.',
    callFailed: 'The run was stopped, because what it asked for could not be done.',
    overdue: 'This takes longer than usual.',
    keepWaiting: 'Keep waiting',
    unanswered: 'This message has not been answered yet.',
    answer: 'Ask for an answer',
  },
  /** What went wrong, why, and what to do next. */
  errors: {
    connection: 'The server could not be reached. Check the connection, then try again.',
    timedOut: 'The server did not answer in time. Try again.',
    signIn: 'You are signed out, or your access has run out. Sign in again, then try again.',
    forbidden: 'This account may not do that. Ask whoever runs this service.',
    notFound: 'It is not there: it was deleted, or belongs to someone else.',
    tooMany: 'Too much was asked in too short a time. Wait a little, then try again.',
    tooManyUntil: (time: string) => `Too much was asked in too short a time. Try again at ${time}.`,
    refused: 'The server did not accept it. Change it, then send it again.',
    server: 'Something broke on the server. Try again later.',
    notProtocol:
      'Something other than the server answered, such as a sign-in page. Check the address, or sign in again.',
    stream: 'The connection broke in the middle. Try again.',
    unknown:
      'The answer was lost, so it may or may not have happened. Nothing is sent again by itself.',
    interrupted: 'The page was left before it was done. Look at the conversation, then try again.',
    noAssistant: 'Nobody was chosen to answer. Choose an assistant first.',
    askChanged:
      'Meanwhile something else is asked, so nothing was sent. What you wrote is kept for the same question.',
    notAsking: 'These answers are no longer waited for.',
    notLoaded:
      'A part of this page could not be loaded. Try again; if that does not help, load the page anew. What you wrote is still here.',
    unsupported: 'This server cannot do that.',
    callStopped: 'You stopped it, and it may be done in part.',
    callTimedOut: 'It took too long.',
    callArguments: 'The assistant did not say rightly what to do.',
    said: (message: string) => `The server said: ${message}`,
    /** Of an app's own code: its tools, for example. */
    other: (message: string) => message,
  },
  /** In the list of what a run did. */
  step: {
    message_creation: 'Wrote a message',
    code_interpreter: 'Ran code',
    file_search: 'Searched files',
    function: (name: string) => `Called ${name}`,
    other: 'Took a step',
    output: 'Output',
    waiting: 'No output yet',
    /** Who answered a call, when, how and where. */
    answered: (by: string, time: string, how: string, form: string) =>
      `${how} by ${by}, ${time}, ${form}`,
    how: {
      proposed: 'Approved as proposed',
      edited: 'Approved with changes',
      rejected: 'Rejected',
      answered: 'Answered',
      skipped: 'Left unanswered',
    },
    form: { own: 'in a form of this app', form: 'in a form', text: 'in a text field' },
    status: {
      in_progress: 'in progress',
      completed: 'done',
      failed: 'failed',
      cancelled: 'stopped',
      expired: 'expired',
    },
  },
  /** Where the assistant asks something of the person. */
  ask: {
    title: (calls: number) =>
      calls === 1 ? 'The assistant asks' : `The assistant asks ${calls} things`,
    answerBy: (time: string) => `Answer by ${time}`,
    timeLeft: (minutes: number, seconds: number) =>
      `${minutes}:${String(seconds).padStart(2, '0')} left`,
    timeUp: 'Time is up',
    /** Answers are held so long before they are sent. */
    held: (seconds: number) => `Sending in ${seconds} s…`,
    undo: 'Undo',
    takeBack: 'Clear this answer',
    approveAll: (calls: number) => `Approve all ${calls}`,
    rejectAll: (calls: number) => `Reject all ${calls}`,
    notAllowed: (reason: string) => `You cannot answer this: ${reason}`,
    someNotAllowed: (calls: number) =>
      calls === 1
        ? 'Somebody else has to answer one of these, so nothing can be sent from here.'
        : `Somebody else has to answer ${calls} of these, so nothing can be sent from here.`,
    kept: 'Kept from a question that went unanswered. It is filled in when the same is asked again.',
    discard: 'Discard',
    startAgain: 'Start again with these answers',
    noArguments: 'Without further details',
    badArguments: 'The assistant did not send valid JSON. This is what it sent:',
    /** `about` are the call's arguments in short: two calls of one tool need two names. */
    answer: (name: string, about: string) =>
      about ? `Answer to ${name}: ${about}` : `Answer to ${name}`,
    json: 'As JSON',
    running: 'Runs automatically…',
    done: 'Done automatically:',
    handedOver: (reason: string) =>
      `Could not be done automatically: ${reason} Please answer in its place.`,
    retryCall: 'Try it again',
    stopCall: 'Stop it',
    progress: (name: string) => `Progress of ${name}`,
    failed: (reason: string) => `Failed: ${reason} The assistant is told so.`,
    skip: 'Leave unanswered',
    skipped: 'Left unanswered: the assistant is told so.',
    unskip: 'Answer after all',
    stillRunning: (calls: number) =>
      calls === 1
        ? 'One call still runs automatically. The answers can be sent once it is done or stopped.'
        : `${calls} calls still run automatically. The answers can be sent once they are done or stopped.`,
    missing: 'This still needs an answer.',
    notJson: 'This is not valid JSON yet.',
    formComing: 'Loading the form…',
    /** The answer is written as text meanwhile. */
    formNotLoaded:
      'The form could not be loaded. Try again, load the page anew, or write the answer here as JSON.',
    loadForm: 'Load the form',
    ownUiBroken: 'This could not be shown in its own way, so it is asked as a form.',
    coming: 'The assistant is still writing this…',
    yes: 'Yes',
    no: 'No',
    problems: 'What is still to be done',
    toMend: (places: number) =>
      places === 1
        ? 'One thing is still to be done before this can be sent.'
        : `${places} things are still to be done before this can be sent.`,
    incomplete: (missing: number) =>
      missing === 1 ? 'One answer is still missing.' : `${missing} answers are still missing.`,
    submit: (calls: number) => (calls === 1 ? 'Send the answer' : `Send ${calls} answers`),
    submitting: 'Sending…',
    refused: 'The answers were not accepted. They are still here.',
    locked:
      'Time is up, so nothing can be sent any more. What you wrote stays here, for a new start once the server is reached.',
    over: {
      expired:
        'Time is up: the run expired before this was sent. What you wrote stays here until you go on.',
      elsewhere: 'This was answered in another tab. What you wrote here stays until you go on.',
      other:
        'The run went on or ended before this was sent. What you wrote stays here until you go on.',
    },
  },
}

/** The words of one language. */
export type Labels = typeof english & {
  /** Those of forms, which bring their English ones when they are loaded. */
  form?: FormLabels | undefined
  /** Those of the inbox, which brings its English ones along. */
  inbox?: InboxLabels | undefined
}
