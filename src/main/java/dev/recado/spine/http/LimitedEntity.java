package dev.recado.spine.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.jspecify.annotations.Nullable;

/** A body that fails if it is too long or takes too long. */
final class LimitedEntity extends HttpEntityWrapper {

  private final LimitedCall call;
  private final long most;
  private @Nullable InputStream content;

  LimitedEntity(HttpEntity entity, LimitedCall call, long most) {
    super(entity);
    this.call = call;
    this.most = most;
  }

  @Override
  public boolean isRepeatable() {
    return false;
  }

  /** Returns the same stream each time, because a body is read once. */
  @Override
  public InputStream getContent() throws IOException {
    InputStream known = content;
    if (known == null) {
      InputStream body = super.getContent();
      if (body == null) {
        call.end();
        body = InputStream.nullInputStream();
      }
      known = new Limited(body, call, most);
      content = known;
    }
    return known;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    try (InputStream body = getContent()) {
      body.transferTo(out);
    }
  }

  /** Ends the call without the rest of the body. */
  void cutOff() {
    call.cutOff();
  }

  /** Does not close the body's own stream, because that would read to its end. */
  @Override
  public void close() throws IOException {
    getContent().close();
  }

  private static final class Limited extends InputStream {

    private final InputStream body;
    private final LimitedCall call;
    private final long most;
    private long left;
    private boolean over;
    private @Nullable IOException failure;

    Limited(InputStream body, LimitedCall call, long most) {
      this.body = body;
      this.call = call;
      this.most = most;
      this.left = most;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      if (failure != null) {
        throw failure;
      }
      if (over || length == 0) {
        return over ? -1 : 0;
      }
      int read = next(into, from, length);
      if (read < 0) {
        over = true;
        call.end();
      }
      left -= Math.max(0, read);
      if (left < 0) {
        call.cutOff();
        throw fail(AnswerLimitException.tooLong(most));
      }
      return read;
    }

    private int next(byte[] into, int from, int length) throws IOException {
      try {
        return body.read(into, from, (int) Math.min(length, left + 1));
      } catch (IOException e) {
        throw fail(call.failed(e));
      }
    }

    private IOException fail(IOException why) {
      failure = why;
      return why;
    }

    @Override
    public int available() throws IOException {
      return over || failure != null ? 0 : body.available();
    }

    /**
     * Reads to the end, so that the connection can be used again, but no further than the limits
     * allow. The client's own stream would read as long as bytes come.
     */
    @Override
    public void close() throws IOException {
      byte[] rest = new byte[4096];
      try {
        while (!over && failure == null) {
          read(rest, 0, rest.length);
        }
      } catch (IOException e) {
        // The caller wants no more of the body. The connection is closed together with the rest.
        failure = e;
      }
      if (over) {
        body.close();
      } else {
        call.cutOff();
      }
    }
  }
}
