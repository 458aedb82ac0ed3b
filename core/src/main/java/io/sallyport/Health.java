package io.sallyport;

import java.time.Instant;

/**
 * How an instance is. A host's probe asks {@link #isFresh} whether to send it requests: one that is
 * not asks the store for each decision, and answers 503 if that is silent.
 *
 * @param isOpen whether it answers at all: a closed instance refuses every call
 * @param provenAt when it was last proven that the store's changes come through; at first, when the
 *     instance began
 * @param isFresh whether that is no longer ago than {@code maxStaleness}, so that decisions need
 *     not ask the store; not before something was asked of it
 * @param hasAllKeys whether all keys of the ring could be unwrapped: if not, some sessions are
 *     refused, or will be, and the master key is tried again and again
 * @param eventsDropped how many audit events found no room so far
 */
public record Health(
    boolean isOpen, Instant provenAt, boolean isFresh, boolean hasAllKeys, long eventsDropped) {}
