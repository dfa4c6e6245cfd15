package dev.recado.chat.media;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/** Decodes a file that is a text in JSON, without the text ever being in memory as a whole. */
final class Base64Field {

  private static final JsonFactory JSON = new JsonFactory();

  private Base64Field() {}

  /**
   * Copies it.
   *
   * @param json in UTF-8
   * @param path the names of the fields that lead to it
   * @param out takes the bytes
   * @return false if there is no such text
   */
  static boolean copy(InputStream json, List<String> path, OutputStream out) throws IOException {
    try (JsonParser parser = JSON.createParser(new PlainBase64(json))) {
      return copy(parser, path, out);
    } catch (JsonProcessingException | IllegalArgumentException notJson) {
      // The parser's own message quotes what it reads.
      throw new MediaException("o provedor não escreveu o arquivo em base64 dentro de JSON");
    }
  }

  private static boolean copy(JsonParser parser, List<String> path, OutputStream out)
      throws IOException {
    int depth = 0;
    parser.nextToken();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean named = parser.currentName().equals(path.get(depth));
      JsonToken value = parser.nextToken();
      if (named && depth == path.size() - 1) {
        if (value == JsonToken.VALUE_STRING) {
          parser.readBinaryValue(out);
        }
        return value == JsonToken.VALUE_STRING;
      }
      if (named && value == JsonToken.START_OBJECT) {
        depth++;
      } else {
        parser.skipChildren();
      }
    }
    return false;
  }
}
