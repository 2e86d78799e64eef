export { AssistantChat, type AssistantChatProps } from './AssistantChat.js'
