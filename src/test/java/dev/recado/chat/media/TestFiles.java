package dev.recado.chat.media;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** Files with the bytes that real ones begin with. */
public final class TestFiles {

  private TestFiles() {}

  /** A photo. */
  public static byte[] jpeg() {
    return image("jpg");
  }

  /** A picture. */
  public static byte[] png() {
    return image("png");
  }

  private static byte[] image(String format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB), format, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** A program for Windows. */
  public static byte[] exe() {
    byte[] bytes = new byte[512];
    bytes[0] = 'M';
    bytes[1] = 'Z';
    bytes[0x3C] = (byte) 0x80;
    bytes[0x80] = 'P';
    bytes[0x81] = 'E';
    return bytes;
  }

  /** A voice message, as WhatsApp records it. */
  public static byte[] voice() {
    ByteBuffer page = ByteBuffer.allocate(200);
    page.put("OggS".getBytes(StandardCharsets.US_ASCII)).put(new byte[] {0, 2});
    page.position(26);
    page.put((byte) 1).put((byte) 19);
    page.put("OpusHead".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) 1);
    return page.array();
  }

  /** A document. */
  public static byte[] pdf() {
    return text("%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<<>>\n%%EOF\n");
  }

  /** A page. */
  public static byte[] html() {
    return text("<!DOCTYPE html><html><script>alert(1)</script></html>");
  }

  /** A picture that is a program. */
  public static byte[] svg() {
    return text(
        "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"><script>1</script></svg>");
  }

  /** A text document of an office program. */
  public static byte[] docx() {
    return zip("[Content_Types].xml", "_rels/.rels", "word/document.xml");
  }

  /** An archive. */
  public static byte[] zip(String... names) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text("<x/>"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Any text. */
  public static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
