'use client'

import {
  skipToken,
  type SkipToken,
  type UnusedSkipTokenInfiniteOptions,
  type UnusedSkipTokenOptions,
  useInfiniteQuery,
  type UseInfiniteQueryOptions,
  type UseInfiniteQueryResult,
  useMutation,
  type UseMutationOptions,
  type UseMutationResult,
  useQuery,
  type UseQueryOptions,
  type UseQueryResult,
  useSuspenseInfiniteQuery,
  type UseSuspenseInfiniteQueryOptions,
  type UseSuspenseInfiniteQueryResult,
  useSuspenseQuery,
  type UseSuspenseQueryOptions,
  type UseSuspenseQueryResult,
} from '@tanstack/react-query'

import type { AssistantsClient, AssistantsError, Page, Result } from '../../api/index.js'
import { useAssistantsClient } from '../ClientProvider.js'
import { type AssistantsKey, rootKey, type WriteName } from '../keyFor.js'
import type { ListData, PageCursor } from '../listCache.js'
import type { WriteParams } from '../writes.js'

/** Members that make a query what it is: the factory's alone. */
type Fixed = 'queryKey' | 'queryFn' | 'queryHash' | 'queryKeyHashFn' | 'persister'
type FixedList = Fixed | 'initialPageParam' | 'getNextPageParam' | 'getPreviousPageParam'

/** What a hook that reads one object takes beside params: `select`, `enabled` and the rest of the library's options. */
export type ReadOptions<T, Data = T> = Omit<
  UseQueryOptions<T, AssistantsError, Data, AssistantsKey>,
  Fixed
>

/** What a hook that reads a list takes beside params. */
export type ReadListOptions<T, Data = ListData<T>> = Omit<
  UseInfiniteQueryOptions<Page<T>, AssistantsError, Data, AssistantsKey, PageCursor>,
  FixedList
>

/** What the suspending hook of one object takes beside params. */
export type SuspenseReadOptions<T, Data = T> = Omit<
  UseSuspenseQueryOptions<T, AssistantsError, Data, AssistantsKey>,
  Fixed
>

/** What the suspending hook of a list takes beside params. */
export type SuspenseReadListOptions<T, Data = ListData<T>> = Omit<
  UseSuspenseInfiniteQueryOptions<Page<T>, AssistantsError, Data, AssistantsKey, PageCursor>,
  FixedList
>

/**
 * What a hook that writes takes: callbacks and the rest of the library's options. None of them can switch off what a write
 * does to the cache. `retry` repeats a write blindly: for creations leave it as it is.
 *
 * @see WriteMutation for what is left when a write fails
 */
export type WriteOptions<Op extends WriteName, Context = unknown> = Omit<
  UseMutationOptions<Result<Op>, AssistantsError, WriteParams<Op>, Context>,
  'mutationKey' | 'mutationFn'
>

/** A factory brings no `select`, though the library's type has one: the caller's is the only one. */
type ItemFactory<P, T> = (
  client: AssistantsClient,
  params: P,
) => Omit<UnusedSkipTokenOptions<T, AssistantsError, T, AssistantsKey>, 'select'>

type ListFactory<P, T> = (
  client: AssistantsClient,
  params: P,
) => Omit<
  UnusedSkipTokenInfiniteOptions<Page<T>, AssistantsError, ListData<T>, AssistantsKey, PageCursor>,
  'select'
>

/** Nor does it bring a callback. */
type WriteFactory<Op extends WriteName> = (
  client: AssistantsClient,
) => Pick<
  UseMutationOptions<Result<Op>, AssistantsError, WriteParams<Op>>,
  'mutationKey' | 'mutationFn' | 'retry' | 'networkMode'
>

/** Turns the factory of one object into a hook. */
export function useRead<P extends object, T, Data = T>(
  factory: ItemFactory<P, T>,
  params: P | SkipToken,
  options?: ReadOptions<T, Data>,
): UseQueryResult<Data, AssistantsError> {
  const client = useAssistantsClient()
  const read =
    params === skipToken
      ? ({ queryKey: skippedKey(client, 'item'), queryFn: skipToken } as const)
      : factory(client, params)
  return useQuery<T, AssistantsError, Data, AssistantsKey>({ ...read, ...options })
}

/** Turns the factory of a list into a hook. */
export function useReadList<P extends object, T, Data = ListData<T>>(
  factory: ListFactory<P, T>,
  params: P | SkipToken,
  options?: ReadListOptions<T, Data>,
): UseInfiniteQueryResult<Data, AssistantsError> {
  const client = useAssistantsClient()
  const read =
    params === skipToken
      ? ({
          queryKey: skippedKey(client, 'list'),
          queryFn: skipToken,
          initialPageParam: null,
          getNextPageParam: () => null,
        } as const)
      : factory(client, params)
  return useInfiniteQuery<Page<T>, AssistantsError, Data, AssistantsKey, PageCursor>({
    ...read,
    ...options,
  })
}

/** Turns the factory of one object into a hook that suspends. */
export function useSuspenseRead<P extends object, T, Data = T>(
  factory: ItemFactory<P, T>,
  params: P,
  options?: SuspenseReadOptions<T, Data>,
): UseSuspenseQueryResult<Data, AssistantsError> {
  const read = factory(useAssistantsClient(), params)
  return useSuspenseQuery<T, AssistantsError, Data, AssistantsKey>({ ...read, ...options })
}

/** Turns the factory of a list into a hook that suspends. */
export function useSuspenseReadList<P extends object, T, Data = ListData<T>>(
  factory: ListFactory<P, T>,
  params: P,
  options?: SuspenseReadListOptions<T, Data>,
): UseSuspenseInfiniteQueryResult<Data, AssistantsError> {
  const read = factory(useAssistantsClient(), params)
  return useSuspenseInfiniteQuery<Page<T>, AssistantsError, Data, AssistantsKey, PageCursor>({
    ...read,
    ...options,
  })
}

/** Turns the factory of a write into a hook. */
export function useWrite<Op extends WriteName, Context = unknown>(
  factory: WriteFactory<Op>,
  options?: WriteOptions<Op, Context>,
): UseMutationResult<Result<Op>, AssistantsError, WriteParams<Op>, Context> {
  const write = factory(useAssistantsClient())
  return useMutation<Result<Op>, AssistantsError, WriteParams<Op>, Context>({
    ...write,
    ...options,
  })
}

/** Nothing is ever read under it. */
const skippedKey = (client: AssistantsClient, kind: 'item' | 'list'): AssistantsKey => [
  ...rootKey(client),
  'skipped',
  kind,
]
