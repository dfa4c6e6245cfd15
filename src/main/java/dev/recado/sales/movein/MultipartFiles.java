package dev.recado.sales.movein;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of a {@code multipart/form-data} body (RFC 7578) in memory. */
final class MultipartFiles {

  private static final Pattern BOUNDARY =
      Pattern.compile("(?i)boundary=(?:\"([^\"]{1,100})\"|([^;\\s]{1,100}))");
  private static final String DISPOSITION = "content-disposition:";
  private static final Pattern FILE = Pattern.compile("(?i)[;\\s]filename=\"([^\"]*)\"");

  private MultipartFiles() {}

  /**
   * A file of the form.
   *
   * @param name as the sender calls it
   */
  record Part(String name, byte[] bytes) {}

  /** Reads the files; other fields are left out. */
  static List<Part> read(byte[] body, String contentType) {
    Matcher boundary = BOUNDARY.matcher(contentType);
    List<Part> parts = new ArrayList<>();
    if (!boundary.find()) {
      return parts;
    }
    String mark = "--" + (boundary.group(1) == null ? boundary.group(2) : boundary.group(1));
    // One character for each byte, so places in the text are places in the bytes.
    String latin = new String(body, StandardCharsets.ISO_8859_1);
    int at = latin.indexOf(mark);
    while (at >= 0) {
      int head = at + mark.length();
      int end = latin.indexOf("\r\n" + mark, head);
      int content = latin.indexOf("\r\n\r\n", head);
      if (end < 0 || content < 0 || content > end) {
        return parts;
      }
      byte[] bytes = latin.substring(content + 4, end).getBytes(StandardCharsets.ISO_8859_1);
      name(latin.substring(head, content))
          .ifPresent(name -> parts.add(new Part(name.isBlank() ? "arquivo" : name, bytes)));
      at = end + 2;
    }
    return parts;
  }

  /** Looks at each line once, however long it is. */
  private static Optional<String> name(String head) {
    return head.lines()
        .filter(line -> line.regionMatches(true, 0, DISPOSITION, 0, DISPOSITION.length()))
        .map(FILE::matcher)
        .filter(Matcher::find)
        .map(file -> file.group(1).getBytes(StandardCharsets.ISO_8859_1))
        .map(name -> new String(name, StandardCharsets.UTF_8))
        .findFirst();
  }
}
