package io.sallyport.storage;

/** What a {@link Watch} has to say. */
public sealed interface WatchEvent {

  /**
   * A key was written or deleted.
   *
   * @param revision the revision of the commit that did it
   * @param cursor where to watch from to go on after this event
   */
  record Changed(Key key, Revision revision, Cursor cursor) implements WatchEvent {}

  /**
   * Nothing more changed: all that was committed before the call was reported.
   *
   * @param cursor where to watch from to go on after this event
   */
  record Progress(Cursor cursor) implements WatchEvent {}

  /**
   * The watch can't go on; the watcher must list again.
   *
   * @param reason one sentence for a log
   */
  record Lost(String reason) implements WatchEvent {}
}
