package dev.recado.spine.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.jspecify.annotations.Nullable;

/** A body that fails where it is longer than it may be, or takes longer than it may. */
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

  /** The same each time: a body is read once. */
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

  /** Not the body's own end, which would read to it. */
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
        throw fail(
            new AnswerLimitException(
                "The far side's answer is over %d bytes".formatted(most), null));
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
     * Reads on to the end, so that the connection can be used again, and no further than the limits
     * allow: left to itself, the client's own stream reads for as long as something comes.
     */
    @Override
    public void close() throws IOException {
      byte[] rest = new byte[4096];
      try {
        while (!over && failure == null) {
          read(rest, 0, rest.length);
        }
      } catch (IOException e) {
        // Who closes wants no more of it; the connection is gone with the rest.
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
