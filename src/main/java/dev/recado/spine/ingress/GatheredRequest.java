package dev.recado.spine.ingress;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A request whose body is gathered. Until then it reads from the caller. */
final class GatheredRequest extends HttpServletRequestWrapper {

  private volatile @Nullable ServletInputStream body;

  GatheredRequest(HttpServletRequest request) {
    super(request);
  }

  GatheredRequest with(byte[] bytes) {
    body = new Gathered(bytes);
    return this;
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    ServletInputStream gathered = body;
    return gathered == null ? super.getInputStream() : gathered;
  }

  @Override
  public BufferedReader getReader() throws IOException {
    String encoding = getCharacterEncoding();
    Charset charset = encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
    return new BufferedReader(new InputStreamReader(getInputStream(), charset));
  }

  private static final class Gathered extends ServletInputStream {

    private final ByteArrayInputStream bytes;

    Gathered(byte[] bytes) {
      this.bytes = new ByteArrayInputStream(bytes);
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      return bytes.read(target, offset, length);
    }

    @Override
    public int available() {
      return bytes.available();
    }

    @Override
    public boolean isFinished() {
      return bytes.available() == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new IllegalStateException("The body has been read already.");
    }
  }
}
