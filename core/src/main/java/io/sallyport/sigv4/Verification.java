package io.sallyport.sigv4;

import io.sallyport.error.MalformedRequestException.Fault;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Says what of a body may be given out: it is one piece behind what has come, so that the last one
 * is given only when the end was seen and all was right, even to a reader that counts bytes and
 * never asks for the end; or nothing is given before then. Of one body; not thread-safe.
 */
final class Verification {
  private final Frames frames;
  private final Function<Frame, List<byte[]>> view;
  private final Optional<Integer> longest;
  private final Deque<byte[]> ready = new ArrayDeque<>();
  private List<byte[]> held = List.of();
  private final ByteArrayOutputStream whole = new ByteArrayOutputStream();
  private boolean tooLong;
  private boolean ended;

  /**
   * Begins one.
   *
   * @param longest if present, all is held until the end, and may be no longer
   */
  Verification(Frames frames, Function<Frame, List<byte[]>> view, Optional<Integer> longest) {
    this.frames = frames;
    this.view = view;
    this.longest = longest;
  }

  /**
   * Takes what comes next of a body.
   *
   * @throws BodyRejectedException if the body can't be what was signed; nothing more may be given
   */
  void take(byte[] bytes, int length) throws BodyRejectedException {
    try {
      frames.take(bytes, length, this::came);
    } catch (BodyRejectedException e) {
      requireHoldable(); // What came before the fault was too long: so it is, however it is cut.
      throw e;
    }
    requireHoldable();
  }

  /**
   * Hears that nothing more comes.
   *
   * @throws BodyRejectedException if the body is not what was signed; nothing more may be given
   */
  void end() throws BodyRejectedException {
    frames.end(this::came);
    requireHoldable();
    give(held);
    give(List.of(whole.toByteArray()));
    held = List.of();
    ended = true;
  }

  /** Takes out what may be given next, never empty; null if there is nothing now. */
  byte @Nullable [] poll() {
    return ready.poll();
  }

  /** Whether there is nothing to give now. */
  boolean isEmpty() {
    return ready.isEmpty();
  }

  /** Whether all that there is to give was found to be right. */
  boolean hasEnded() {
    return ended;
  }

  private void came(Frame frame) {
    List<byte[]> parts = view.apply(frame);
    if (longest.isPresent()) {
      parts.forEach(part -> hold(part, longest.get()));
    } else {
      give(held);
      held = parts;
    }
  }

  private void give(List<byte[]> parts) {
    for (byte[] part : parts) {
      if (part.length > 0) {
        ready.add(part);
      }
    }
  }

  private void hold(byte[] part, int most) {
    tooLong |= part.length > most - whole.size();
    if (!tooLong) {
      whole.writeBytes(part);
    }
  }

  private void requireHoldable() throws BodyRejectedException {
    if (tooLong) {
      throw new BodyRejectedException(Fault.BODY_TOO_LONG);
    }
  }
}
