package dev.recado.systems.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.xml.XmlMapper;
import dev.recado.spine.intake.UnreadableException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.component.jackson.JacksonDataFormat;
import org.apache.camel.component.jacksonxml.JacksonXMLDataFormat;
import org.apache.camel.spi.DataFormat;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.util.function.Suppliers;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a webhook's body.
 *
 * <p>JSON and XML are read by Camel's data formats. Camel has none for the two kinds of form posts.
 */
public final class SourceBody {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          // Without this, a second form in the same body would be lost silently.
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** No sender nests its fields deeper, and what reads and writes them needs stack for each. */
  private static final int DEEPEST = 200;

  /** The formats of bodies. */
  enum Format {
    /**
     * JSON or a form post of either kind. The bytes decide, because senders post JSON under a
     * form's content type, and the other way round.
     */
    ANY("nem um JSON nem um formulário"),
    JSON("um JSON"),
    FORM("um formulário"),
    MULTIPART("um formulário multipart"),
    XML("um XML");

    private final String called;

    Format(String called) {
      this.called = called;
    }
  }

  private final CamelContext context;
  private final DataFormat json;
  private final Supplier<DataFormat> xml;

  /**
   * Makes a reader.
   *
   * @param context the context of the data formats
   */
  SourceBody(CamelContext context) {
    this.context = context;
    this.json = started(new JacksonDataFormat(JSON, Object.class));
    // Made for the first webhook in XML: few hubs get one, and it takes time at the start.
    this.xml = Suppliers.memorize(this::xml);
  }

  /** Jackson's own factory reads no external entity and no document type. */
  private DataFormat xml() {
    return started(new JacksonXMLDataFormat(new XmlMapper(), Object.class));
  }

  private DataFormat started(DataFormat format) {
    CamelContextAware.trySetCamelContext(format, context);
    ServiceHelper.startService(format);
    return format;
  }

  /**
   * Reads a body.
   *
   * @param format what it should be
   * @param contentType as sent, or null
   * @return the fields; a JSON list becomes the field {@code list}
   * @throws UnreadableException if it is something else
   */
  Map<String, @Nullable Object> read(Format format, @Nullable String contentType, byte[] body) {
    Map<String, @Nullable Object> fields =
        switch (format) {
          case ANY -> any(contentType, body);
          case JSON -> object(json, bytes(contentType, body));
          case XML -> object(xml.get(), body);
          case FORM -> FormPairs.read(latin(body));
          case MULTIPART -> full(Multipart.read(body, contentType));
        };
    if (fields == null) {
      throw new UnreadableException("O corpo do webhook não é " + format.called, null);
    }
    return fields;
  }

  private @Nullable Map<String, @Nullable Object> any(@Nullable String contentType, byte[] body) {
    String text = BodyText.decode(body, contentType).strip();
    if (text.startsWith("--")) {
      Map<String, @Nullable Object> parts = full(Multipart.read(body, contentType));
      if (parts != null) {
        return parts;
      }
    }
    boolean braces = text.startsWith("{") || text.startsWith("[");
    Map<String, @Nullable Object> fields =
        braces ? object(json, text.getBytes(StandardCharsets.UTF_8)) : null;
    if (fields != null) {
      return fields;
    }
    boolean pairs =
        !braces && !text.startsWith("<") && !text.startsWith("\"") && text.indexOf('=') > 0;
    return pairs || text.isEmpty() && !saysJson(contentType) ? FormPairs.read(latin(body)) : null;
  }

  /** A form without any field is still a form, but no multipart. */
  private static @Nullable Map<String, @Nullable Object> full(
      Map<String, @Nullable Object> fields) {
    return fields.isEmpty() ? null : fields;
  }

  private static String latin(byte[] body) {
    return new String(body, StandardCharsets.ISO_8859_1).strip();
  }

  private static byte[] bytes(@Nullable String contentType, byte[] body) {
    return BodyText.decode(body, contentType).strip().getBytes(StandardCharsets.UTF_8);
  }

  private static boolean saysJson(@Nullable String contentType) {
    return contentType == null || contentType.contains("json");
  }

  private @Nullable Map<String, @Nullable Object> object(DataFormat format, byte[] body) {
    Object value = value(format, body);
    if (value instanceof List<?> list) {
      return new LinkedHashMap<>(Map.of(Split.WHOLE, list));
    }
    if (!(value instanceof Map<?, ?> map)) {
      return null;
    }
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    map.forEach((name, field) -> fields.put(String.valueOf(name), field));
    return fields;
  }

  /** Camel's formats declare any exception; what they throw for a body says that it is none. */
  private @Nullable Object value(DataFormat format, byte[] body) {
    try {
      Object value = format.unmarshal(new DefaultExchange(context), new ByteArrayInputStream(body));
      return deeper(value, DEEPEST) ? null : value;
    } catch (Exception | StackOverflowError unreadable) {
      return null;
    }
  }

  private static boolean deeper(@Nullable Object value, int levels) {
    Collection<?> below =
        value instanceof Map<?, ?> map
            ? map.values()
            : value instanceof List<?> list ? list : List.of();
    return levels == 0 ? !below.isEmpty() : below.stream().anyMatch(one -> deeper(one, levels - 1));
  }

  /**
   * Reads a value that is JSON itself, as some form builders pack all fields into one.
   *
   * @param text any text
   * @return null if it is not JSON
   */
  public static @Nullable Object json(String text) {
    try {
      return JSON.readValue(text, Object.class);
    } catch (JsonProcessingException e) {
      return null;
    }
  }
}
