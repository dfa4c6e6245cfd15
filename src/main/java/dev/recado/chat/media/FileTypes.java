package dev.recado.chat.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MimeTypeException;
import org.apache.tika.mime.MimeTypes;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a file really is, by its first bytes.
 *
 * <p>The name and the type that the provider says only choose among the types that the bytes allow,
 * for example which office document an archive is.
 */
final class FileTypes {

  static final String UNKNOWN = "application/octet-stream";

  /** The names that browsers know. */
  private static final Map<String, String> COMMON =
      Map.ofEntries(
          Map.entry("audio/opus", "audio/ogg"),
          Map.entry("audio/vorbis", "audio/ogg"),
          Map.entry("audio/speex", "audio/ogg"),
          Map.entry("application/ogg", "audio/ogg"),
          Map.entry("audio/x-aac", "audio/aac"),
          Map.entry("audio/vnd.wave", "audio/wav"),
          Map.entry("audio/x-wav", "audio/wav"),
          Map.entry("video/x-m4v", "video/mp4"),
          Map.entry("application/mp4", "video/mp4"),
          Map.entry("text/x-vcard", "text/vcard"),
          Map.entry("image/x-ms-bmp", "image/bmp"));

  private static final MimeTypes TYPES = MimeTypes.getDefaultMimeTypes();

  /**
   * Tells the type.
   *
   * @param file with its bytes
   * @param name as the sender gave it, or null
   * @param told the type as the provider gave it, or null
   * @return such as {@code image/jpeg}, without parameters
   */
  String of(Path file, @Nullable String name, @Nullable String told) throws IOException {
    String plain = detect(file, new Metadata());
    if (plain.equals(UNKNOWN)) {
      return UNKNOWN;
    }
    Metadata hints = new Metadata();
    if (name != null) {
      hints.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
    }
    if (told != null) {
      hints.set(Metadata.CONTENT_TYPE, told.replaceFirst(";.*", "").strip());
    }
    String type = detect(file, hints);
    boolean sound = told != null && told.toLowerCase(Locale.ROOT).startsWith("audio/");
    if (sound && (type.equals("video/mp4") || type.equals("application/mp4"))) {
      return "audio/mp4";
    }
    return COMMON.getOrDefault(type, type);
  }

  private String detect(Path file, Metadata hints) throws IOException {
    try (InputStream in = TikaInputStream.get(file)) {
      return TYPES.detect(in, hints).getBaseType().toString().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Gives a name whose ending does not promise something else than the file is: a picture that is
   * saved as {@code page.html} would be opened as a page.
   *
   * @param name fit for a file, perhaps without an ending
   * @param type what the file really is
   * @return the name, with an ending of the type behind it where its own does not fit
   */
  static String ending(String name, String type) {
    Metadata hints = new Metadata();
    hints.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
    try {
      MediaType promised = TYPES.detect(null, hints).getBaseType();
      boolean fits =
          shown(promised.toString())
              || TYPES.getMediaTypeRegistry().isInstanceOf(MediaType.parse(type), promised);
      return fits && name.indexOf('.') > 0 ? name : name + TYPES.forName(type).getExtension();
    } catch (IOException | MimeTypeException e) {
      throw new IllegalStateException("Tika does not know the type " + type, e);
    }
  }

  /** Tells whether a browser may show a file of this type beside the hub's own pages. */
  static boolean shown(String type) {
    return !type.equals("image/svg+xml")
        && (type.startsWith("image/")
            || type.startsWith("audio/")
            || type.startsWith("video/")
            || type.equals("application/pdf"));
  }
}
