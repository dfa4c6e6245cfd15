package dev.recado.chat.media;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the files of messages.
 *
 * @param maxSize the largest file that is kept ({@code RECADO_MEDIA_MAX_SIZE})
 * @param types the types that are kept, such as {@code image/*} ({@code RECADO_MEDIA_TYPES}); empty
 *     for the hub's own list
 * @param store {@code table}, {@code folder} or {@code s3} ({@code RECADO_MEDIA_STORE})
 * @param folder where the store {@code folder} writes ({@code RECADO_MEDIA_FOLDER})
 * @param keep how long a file is kept; zero means for ever ({@code RECADO_MEDIA_KEEP})
 * @param giveUp how long the hub tries to fetch a file
 * @param workers how many files are fetched at once
 * @param hosts hosts in a private network whose files may be sent ({@code RECADO_MEDIA_HOSTS})
 * @param s3 the bucket of the store {@code s3}
 */
@ConfigurationProperties("recado.media")
record MediaSettings(
    @DefaultValue("25MB") DataSize maxSize,
    @DefaultValue Set<String> types,
    @DefaultValue("table") String store,
    @DefaultValue("") String folder,
    @DefaultValue("90d") Duration keep,
    @DefaultValue("12h") Duration giveUp,
    @DefaultValue("4") int workers,
    @DefaultValue Set<String> hosts,
    @DefaultValue S3 s3) {

  /**
   * What people send to a business. A picture in SVG is a program, an archive may hold anything,
   * and so may a document with macros: they are not in the list.
   */
  static final List<String> USUAL =
      List.of(
          "image/jpeg",
          "image/png",
          "image/gif",
          "image/webp",
          "image/heic",
          "image/heif",
          "image/bmp",
          "image/tiff",
          "audio/*",
          "video/*",
          "application/pdf",
          "application/msword",
          "application/rtf",
          "application/vnd.ms-excel",
          "application/vnd.ms-powerpoint",
          "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
          "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
          "application/vnd.openxmlformats-officedocument.presentationml.presentation",
          "application/vnd.oasis.opendocument.text",
          "application/vnd.oasis.opendocument.spreadsheet",
          "application/vnd.oasis.opendocument.presentation",
          "application/xml",
          "text/plain",
          "text/csv",
          "text/vcard");

  /**
   * A bucket.
   *
   * @param bucket its name
   * @param region of the bucket
   * @param endpoint the address of a server that is not Amazon's, or empty
   * @param accessKey the name of the key; empty for the credentials of the machine
   * @param secretKey the key itself
   */
  record S3(
      @DefaultValue("") String bucket,
      @DefaultValue("us-east-1") String region,
      @DefaultValue("") String endpoint,
      @DefaultValue("") String accessKey,
      @DefaultValue("") String secretKey) {

    /** Leaves the key out. */
    @Override
    public String toString() {
      return "S3[" + bucket + "]";
    }
  }

  /** Tells whether files of a type are kept. */
  boolean keeps(String type) {
    List<String> all =
        types.stream()
            .filter(StringUtils::hasText)
            .map(each -> each.strip().toLowerCase(Locale.ROOT))
            .toList();
    return (all.isEmpty() ? USUAL : all)
        .stream()
            .anyMatch(
                each ->
                    each.equals(type)
                        || each.endsWith("/*")
                            && type.startsWith(each.substring(0, each.length() - 1))
                            && !type.equals("image/svg+xml"));
  }
}
