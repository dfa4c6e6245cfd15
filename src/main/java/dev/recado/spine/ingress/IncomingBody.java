package dev.recado.spine.ingress;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One body that has not arrived yet. Any free thread of the container reads the next part.
 *
 * <p>The body ends complete or refused. The rest of a refused body is dropped for a while, then the
 * request ends.
 */
final class IncomingBody implements ReadListener {

  private static final int CHUNK = 8 * 1024;

  /** How much of a refused body is dropped at most. */
  private static final long DROPPED = 512 * 1024;

  private enum State {
    READING,
    REFUSED,
    OVER
  }

  private final AsyncContext async;
  private final ServletInputStream in;
  private final String address;
  private final BodySettings settings;
  private final Consumer<byte[]> whole;
  private final Consumer<Answer> refused;
  private final Runnable ended;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final long beganAt = System.nanoTime();

  private State state = State.READING;
  private long refusedAt;
  private long dropped;
  private boolean answered;
  private boolean allRead;

  /**
   * Creates a body. Reading starts with {@link #begin}.
   *
   * @param whole takes the complete body
   * @param refused answers the caller of a refused body, and calls {@link #answered} afterwards
   * @param ended called once, after the last byte that is read
   */
  IncomingBody(
      AsyncContext async,
      ServletInputStream in,
      String address,
      BodySettings settings,
      Consumer<byte[]> whole,
      Consumer<Answer> refused,
      Runnable ended) {
    this.async = async;
    this.in = in;
    this.address = address;
    this.settings = settings;
    this.whole = whole;
    this.refused = refused;
    this.ended = ended;
  }

  void begin() {
    in.setReadListener(this);
  }

  /** Starts to drop the body of a request that has its answer already. */
  void beginDropping() {
    synchronized (this) {
      state = State.REFUSED;
      refusedAt = System.nanoTime();
      answered = true;
    }
    in.setReadListener(this);
  }

  String address() {
    return address;
  }

  long ageNanos() {
    return System.nanoTime() - beganAt;
  }

  /** In bytes, of what has come. */
  synchronized int size() {
    return bytes.size();
  }

  synchronized boolean waiting() {
    return state == State.READING;
  }

  @Override
  public void onDataAvailable() throws IOException {
    if (tooLarge()) {
      refuse(Answer.tooLarge(settings.limit()));
    }
    dropRest();
  }

  /** Reads what is there; true if that is more than the limit. */
  private synchronized boolean tooLarge() throws IOException {
    byte[] chunk = new byte[CHUNK];
    while (state == State.READING && in.isReady() && !in.isFinished()) {
      int count = in.read(chunk);
      if (count > 0) {
        bytes.write(chunk, 0, count);
      }
      if (bytes.size() > settings.limitBytes()) {
        return true;
      }
      if (count <= 0) {
        return false;
      }
    }
    return false;
  }

  private void dropRest() throws IOException {
    synchronized (this) {
      byte[] chunk = new byte[CHUNK];
      while (state == State.REFUSED && dropped < DROPPED && in.isReady() && !in.isFinished()) {
        int count = in.read(chunk);
        if (count <= 0) {
          break;
        }
        dropped += count;
      }
      if (state != State.REFUSED || dropped < DROPPED) {
        return;
      }
      allRead = true;
    }
    endIfAnswered();
  }

  @Override
  public void onAllDataRead() {
    byte[] body = null;
    synchronized (this) {
      if (state == State.READING) {
        state = State.OVER;
        body = bytes.toByteArray();
      }
      allRead = true;
    }
    if (body == null) {
      endIfAnswered();
    } else {
      ended.run();
      whole.accept(body);
    }
  }

  @Override
  public void onError(Throwable failure) {
    end();
  }

  /** Refuses the body, unless it has ended in the meantime. */
  void refuse(Answer answer) {
    synchronized (this) {
      if (state != State.READING) {
        return;
      }
      state = State.REFUSED;
      refusedAt = System.nanoTime();
      bytes.reset();
    }
    refused.accept(answer.closing());
  }

  /** Notes that the refusal has been sent to the caller. */
  void answered() {
    synchronized (this) {
      answered = true;
    }
    endIfAnswered();
  }

  private void endIfAnswered() {
    boolean finished;
    synchronized (this) {
      finished = answered && allRead;
    }
    if (finished) {
      end();
    }
  }

  /** Checks the time: the body may be too slow, or it has been dropped for long enough. */
  void check() {
    Answer timeout = timeoutAnswer();
    if (timeout != null) {
      refuse(timeout);
    } else if (droppedLongEnough()) {
      end();
    }
  }

  private synchronized @Nullable Answer timeoutAnswer() {
    boolean slow = settings.tooSlow(ageNanos(), bytes.size());
    return state == State.READING && slow ? Answer.tooSlow() : null;
  }

  private synchronized boolean droppedLongEnough() {
    return state == State.REFUSED && System.nanoTime() - refusedAt > settings.linger().toNanos();
  }

  private void end() {
    synchronized (this) {
      if (state == State.OVER) {
        return;
      }
      state = State.OVER;
    }
    ended.run();
    UnreadBodies.abandon(async.getRequest());
    async.complete();
  }
}
