package dev.recado.chat.turn;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.util.Map;

/** Reads JSON objects of the hub's own tables. */
final class Trees {

  private final ObjectReader objects;

  Trees(ObjectMapper json) {
    // A number keeps its exact value.
    this.objects =
        json.readerFor(new TypeReference<Map<String, Object>>() {})
            .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  }

  Map<String, Object> read(String written) {
    try {
      return objects.readValue(written);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("JSON that was not written by a hub", e);
    }
  }
}
