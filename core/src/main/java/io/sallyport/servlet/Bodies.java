package io.sallyport.servlet;

import io.sallyport.document.HeapShare;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Reads bodies into memory, never without a bound: of their length, of the time and the rate in
 * which they come, of how many come at once, and of the memory that all of them share. Thread-safe.
 */
final class Bodies {
  private static final System.Logger LOG = System.getLogger(SallyportFilter.class.getName());

  /** How many may be on their way of callers who have yet to prove who they are. */
  private static final int UNPROVEN = 64;

  /** How many of refused requests may be read on, so that who still sends reads the refusal. */
  private static final int DRAINS = 256;

  /** How many may hold a thread each. */
  private static final int BLOCKING = 32;

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long BYTES_PER_SECOND = 64 << 10;
  private static final long DRAINED = 8L << 20;
  private static final int AT_ONCE = 8 << 10;

  private final BodyBudget ofUnproven;
  private final BodyBudget ofProven;
  private final Deque<Intake> unproven = new ArrayDeque<>(); // Guarded by itself.
  private final Semaphore drains = new Semaphore(DRAINS);
  private final Semaphore blocking = new Semaphore(BLOCKING);

  /** Half of the memory is for either kind: nobody takes it from those who proved who they are. */
  Bodies(long memory) {
    ofUnproven = new BodyBudget(memory / 2);
    ofProven = new BodyBudget(memory / 2);
  }

  /** A sixteenth of the heap, 8 to 64 MiB: what is made of a body takes several times as much. */
  static Bodies withinHeap() {
    return new Bodies(HeapShare.of(16, 8, 64));
  }

  /** What becomes of a body. */
  interface Receiver {
    void whole(byte[] body);

    void refused(BodyFault fault);
  }

  /**
   * Reads the body of a caller who has yet to prove who it is. No thread waits for it, unless the
   * container can't do without one. If they are too many or too much, the oldest makes room: an
   * honest form comes with its head, or soon after.
   */
  void readUnproven(Exchange exchange, int limit, Receiver receiver) throws IOException {
    long length = exchange.request().getContentLengthLong();
    if (length > limit) {
      drain(exchange, () -> receiver.refused(BodyFault.TOO_LONG));
    } else if (!exchange.announcesBody()) {
      receiver.whole(new byte[0]);
    } else if (isHere(exchange)) {
      byte[] body = new byte[(int) length];
      receiver.whole(Arrays.copyOf(body, exchange.body().readNBytes(body, 0, body.length)));
    } else if (exchange.canWaitWithoutAThread()) {
      takeIn(exchange, new HeldBody(ofUnproven, limit), receiver);
    } else {
      readBlocking(exchange, limit, receiver);
    }
  }

  /** Whether there is nothing to wait for, and to judge twice: a short body that came, or none. */
  static boolean isHere(Exchange exchange) throws IOException {
    long length = exchange.request().getContentLengthLong();
    return !exchange.announcesBody() || (length <= AT_ONCE && exchange.hasCome(length));
  }

  private void takeIn(Exchange exchange, HeldBody body, Receiver receiver) throws IOException {
    Consumer<Optional<BodyFault>> end =
        fault -> {
          try (body) {
            fault.ifPresentOrElse(receiver::refused, () -> receiver.whole(body.bytes()));
          }
        };
    Intake.Sink sink = (bytes, count) -> addMakingRoom(body, bytes, count);
    admit(Intake.begin(exchange, timeFor(exchange), sink, end)).ifPresent(Bodies::makeRoom);
  }

  /** What goes wrong with one client's answer is no fault of another's, whose thread this is. */
  private static void makeRoom(Intake oldest) {
    try {
      oldest.end(Optional.of(BodyFault.NO_ROOM));
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "Who made room could not be told.", e);
    }
  }

  /** As with their number, so with their memory: the oldest makes room, be it this one. */
  private void addMakingRoom(HeldBody body, byte[] bytes, int count) throws BodyFault.Found {
    boolean added = false;
    while (!added) {
      try {
        body.add(bytes, count);
        added = true;
      } catch (BodyFault.Found e) {
        if (BodyFault.Found.in(e) != BodyFault.NO_ROOM) {
          throw e;
        }
        makeRoom(oldest().orElseThrow(() -> e));
      }
    }
  }

  private Optional<Intake> oldest() {
    synchronized (unproven) {
      return Optional.ofNullable(unproven.pollFirst());
    }
  }

  /** The oldest of those on their way, if they are too many now. */
  private Optional<Intake> admit(Intake intake) {
    synchronized (unproven) {
      unproven.removeIf(Intake::hasEnded);
      unproven.addLast(intake);
      return unproven.size() > UNPROVEN ? Optional.of(unproven.removeFirst()) : Optional.empty();
    }
  }

  private void readBlocking(Exchange exchange, int limit, Receiver receiver) {
    try (HeldBody body = readBlocking(exchange, new HeldBody(ofUnproven, limit))) {
      receiver.whole(body.bytes());
    } catch (BodyFault.Found e) {
      receiver.refused(BodyFault.Found.in(e));
    }
  }

  /**
   * Reads the body of a caller who proved who it is; a thread waits for it.
   *
   * @throws BodyFault.Found if it is not whole
   */
  HeldBody readProven(Exchange exchange, int limit) throws BodyFault.Found {
    return readBlocking(exchange, new HeldBody(ofProven, limit));
  }

  private HeldBody readBlocking(Exchange exchange, HeldBody body) throws BodyFault.Found {
    if (!blocking.tryAcquire()) {
      throw new BodyFault.Found(BodyFault.NO_ROOM);
    }
    try {
      fill(body, exchange.body(), System.nanoTime() + timeFor(exchange).toNanos());
      return body;
    } catch (IOException e) {
      body.close();
      throw new BodyFault.Found(BodyFault.Found.in(e));
    } catch (RuntimeException | Error e) {
      body.close();
      throw e;
    } finally {
      blocking.release();
    }
  }

  private static void fill(HeldBody body, ServletInputStream in, long until) throws IOException {
    byte[] buffer = new byte[AT_ONCE];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      body.add(buffer, count);
      if (System.nanoTime() - until > 0) {
        throw new BodyFault.Found(BodyFault.TOO_SLOW);
      }
    }
  }

  /** Five seconds, and one for each 64 KiB: who sends slower than that is not waited for. */
  private static Duration timeFor(Exchange exchange) {
    long length = Math.max(0, exchange.request().getContentLengthLong());
    return PATIENCE.plusSeconds(length / BYTES_PER_SECOND);
  }

  /**
   * Reads on, and forgets, up to 8 MiB of the body in at most five seconds, and then answers: a
   * client that is still sending when the connection closes never reads why it was refused. One
   * that waits to be told to send is not told. No thread waits: where the container can't do
   * without one, or there are too many, it is only what has come already.
   */
  void drain(Exchange exchange, Runnable answer) throws IOException {
    if (!exchange.announcesBody() || exchange.waitsToSend() || exchange.body().isFinished()) {
      answer.run();
    } else if (exchange.canWaitWithoutAThread() && drains.tryAcquire()) {
      Consumer<Optional<BodyFault>> end =
          fault -> {
            drains.release();
            answer.run();
          };
      try {
        Intake.begin(exchange, PATIENCE, new Forgotten(), end);
      } catch (IOException | RuntimeException e) {
        drains.release();
        throw e;
      }
    } else {
      drop(exchange, answer);
    }
  }

  /**
   * Forgets what has come already of a body that was begun to be read by blocking, and answers: the
   * two ways of reading don't mix.
   */
  static void drop(Exchange exchange, Runnable answer) throws IOException {
    if (!exchange.waitsToSend()) {
      forgetWhatHasCome(exchange.body());
    }
    answer.run();
  }

  private static void forgetWhatHasCome(ServletInputStream in) throws IOException {
    byte[] buffer = new byte[AT_ONCE];
    Forgotten forgotten = new Forgotten();
    while (in.available() > 0 && !forgotten.isEnough()) {
      forgotten.add(buffer, in.read(buffer, 0, Math.min(buffer.length, in.available())));
    }
  }

  /** Where bytes are dropped, up to a number. */
  private static final class Forgotten implements Intake.Sink {
    private long count;

    boolean isEnough() {
      return count >= DRAINED;
    }

    @Override
    public void add(byte[] bytes, int more) throws BodyFault.Found {
      count += more;
      if (isEnough()) {
        throw new BodyFault.Found(BodyFault.TOO_LONG);
      }
    }
  }
}
