package dev.recado.api.web;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.ground.web.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.converter.json.AbstractJackson2HttpMessageConverter;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/**
 * Refuses JSON with texts that the hub could not store, and names the field.
 *
 * <p>Controllers stand beside the data that they show, so it applies to all of them. The
 * simulator's phones drop such characters, as WhatsApp does, and are left out.
 */
@RestControllerAdvice
final class LegibleBodies extends RequestBodyAdviceAdapter {

  private static final String SIMULATOR = "dev.recado.systems.simulator";

  private final ObjectMapper json;

  LegibleBodies(ObjectMapper json) {
    this.json = json;
  }

  @Override
  public boolean supports(
      MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converter) {
    String room = parameter.getContainingClass().getPackageName();
    return !room.equals(SIMULATOR)
        && AbstractJackson2HttpMessageConverter.class.isAssignableFrom(converter);
  }

  @Override
  public HttpInputMessage beforeBodyRead(
      HttpInputMessage message,
      MethodParameter parameter,
      Type type,
      Class<? extends HttpMessageConverter<?>> converter)
      throws IOException {
    // The size has been checked before (recado.ingress.body.limit).
    byte[] body = message.getBody().readAllBytes();
    Read read = new Read(message.getHeaders(), body);
    try {
      check(body);
    } catch (JsonProcessingException e) {
      throw new HttpMessageNotReadableException("No JSON", e, read);
    }
    return read;
  }

  private void check(byte[] body) throws IOException {
    try (JsonParser parser = json.getFactory().createParser(body)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING) {
          String wrong = Legible.wrong(parser.getText());
          if (wrong != null) {
            throw Refusal.badRequest(where(token, parser) + " " + wrong + ".");
          }
        }
      }
    }
  }

  private static String where(JsonToken token, JsonParser parser) {
    JsonPointer path = parser.getParsingContext().pathAsPointer();
    return token == JsonToken.FIELD_NAME
        ? "The name of a field of the body"
        : path.matches()
            ? "The body"
            : "The field '" + path.toString().substring(1).replace('/', '.') + "' of the body";
  }

  /** A body that was read and can be read again. */
  private record Read(HttpHeaders headers, byte[] bytes) implements HttpInputMessage {

    @Override
    public HttpHeaders getHeaders() {
      return headers;
    }

    @Override
    public InputStream getBody() {
      return new ByteArrayInputStream(bytes);
    }
  }
}
