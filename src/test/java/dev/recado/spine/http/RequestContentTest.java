package dev.recado.spine.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.spine.flow.UnprocessableException;
import dev.recado.spine.flow.Values;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** The queries, forms, headers, JSON and XML of requests: data is never syntax. */
class RequestContentTest {

  @Test
  void valuesOfAQueryAreEncodedOneByOne() {
    Map<String, Object> query = new LinkedHashMap<>();
    query.put("name", "João & Cia=#1 50%+");
    query.put("tag", List.of("a b", 2));
    query.put("none", null);
    assertThat(RequestValues.pairs("query", query))
        .isEqualTo("name=Jo%C3%A3o%20%26%20Cia%3D%231%2050%25%2B&tag=a%20b&tag=2");
  }

  @Test
  void aHeaderIsOneLineAndNoCommandToCamel() {
    assertThat(RequestValues.headers(Map.of("X-Name", "a\r\nX-Evil: 1")))
        .isEqualTo(Map.of("X-Name", "a X-Evil: 1"));
    for (String name : List.of("CamelHttpMethod", "X Y", "X:Y", "", "a\nb")) {
      assertThatThrownBy(() -> RequestValues.headers(Map.of(name, "x")))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aHeaderIsRefusedByNameForWhatNoHeaderCarries() {
    assertThat(RequestValues.headers(Map.of("X-Name", "João \u0000& Cia")))
        .isEqualTo(Map.of("X-Name", "João & Cia"));
    for (String text : List.of("10 €", "\uD83D\uDE00", "\u0085x", "\uD800")) {
      assertThatThrownBy(() -> RequestValues.headers(Map.of("X-Name", "a" + text)))
          .isInstanceOf(UnprocessableException.class)
          .hasMessageContaining("'X-Name'");
    }
  }

  @Test
  void mapsAndListsWhereOnlyATextFitsAreRefusedByName() {
    Map<String, Object> map = Map.of("a", List.of(1));
    assertThatThrownBy(() -> RequestValues.pairs("query", Map.of("q", map)))
        .isInstanceOf(UnprocessableException.class)
        .hasMessageContaining("'query.q' recebeu um mapa");
    assertThatThrownBy(() -> RequestValues.pairs("form", Map.of("q", List.of(List.of(1)))))
        .hasMessageContaining("'form.q' recebeu uma lista");
    assertThatThrownBy(() -> RequestValues.headers(Map.of("X-Tags", List.of(1))))
        .hasMessageContaining("'headers.X-Tags' recebeu uma lista");
    assertThatThrownBy(() -> XmlText.of(Map.of("order", Map.of("@id", map))))
        .hasMessageContaining("'xml.order.@id' recebeu um mapa");
    assertThatThrownBy(() -> XmlText.of(Map.of("order", Map.of("item", List.of(List.of(1))))))
        .hasMessageContaining("'xml.order.item' recebeu uma lista");
  }

  @Test
  void jsonKeepsTypesAndRefusesByName() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("n", 41.10);
    tree.put("on", true);
    tree.put("none", null);
    tree.put("day", LocalDate.of(2026, 12, 5));
    tree.put("bytes", "é".getBytes(StandardCharsets.UTF_8));
    tree.put("list", Arrays.asList(1, "a\"b\n"));
    assertThat(Values.json("json", tree))
        .isEqualTo(
            "{\"n\":41.1,\"on\":true,\"none\":null,\"day\":\"2026-12-05\",\"bytes\":\"é\","
                + "\"list\":[1,\"a\\\"b\\n\"]}");
    Map<String, Object> stream =
        Map.of("a", Map.of("raw", List.of(new ByteArrayInputStream(new byte[0]))));
    assertThat(catchThrowable(() -> Values.json("json", stream)))
        .isInstanceOf(UnprocessableException.class)
        .hasMessageContaining("json.a.raw[0]")
        .hasMessageContaining("ByteArrayInputStream");
  }

  @Test
  void aMomentIsWrittenWithItsOffsetInJsonFormsAndXml() {
    Instant at = Instant.parse("2026-12-06T01:30:00Z");
    Map<String, Object> moments = new LinkedHashMap<>();
    moments.put("stamp", Timestamp.from(at));
    moments.put("exact", Timestamp.from(at.plusNanos(1_000)));
    moments.put("zoned", at.atZone(ZoneId.of("America/Sao_Paulo")));
    moments.put("day", java.sql.Date.valueOf("2026-12-06"));
    moments.put("clock", java.sql.Time.valueOf("01:30:00"));
    moments.put("local", LocalDateTime.of(2026, 12, 6, 1, 30, 5));
    assertThat(Values.json("json", moments))
        .isEqualTo(
            "{\"stamp\":\"2026-12-06T01:30:00Z\",\"exact\":\"2026-12-06T01:30:00.000001Z\","
                + "\"zoned\":\"2026-12-05T22:30:00-03:00\",\"day\":\"2026-12-06\","
                + "\"clock\":\"01:30:00\",\"local\":\"2026-12-06T01:30:05\"}");
    assertThat(RequestValues.pairs("form", Map.of("at", Timestamp.from(at))))
        .isEqualTo("at=2026-12-06T01%3A30%3A00Z");
    assertThat(XmlText.of(Map.of("at", Timestamp.from(at))))
        .isEqualTo("<at>2026-12-06T01:30:00Z</at>");
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    assertThat(Values.text("text", "é".getBytes(StandardCharsets.UTF_8))).isEqualTo("é");
    for (Object value : List.of(new byte[] {(byte) 0xff}, new Object(), new int[] {1})) {
      assertThatThrownBy(() -> Values.text("text", value)).hasMessageContaining("'text'");
    }
  }

  @Property(tries = 200)
  void anyTextIsTheSameAfterJson(@ForAll String text) throws Exception {
    String json = Values.json("json", Map.of("a", text));
    assertThat(new ObjectMapper().readTree(json).get("a").asText())
        .isEqualTo(text.replace("\u0000", ""));
  }

  @Property(tries = 200)
  void noTextBreaksXml(@ForAll String text) throws Exception {
    Map<String, Object> order = new LinkedHashMap<>();
    order.put("@id", text);
    order.put("name", text);
    Document read = read(XmlText.of(Map.of("order", order)));
    assertThat(read.getDocumentElement().getChildNodes().getLength()).isEqualTo(1);
    assertThat(read.getDocumentElement().getAttributes().getLength()).isEqualTo(1);
  }

  private static Document read(String xml) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }

  @Test
  void aTreeBecomesXml() {
    Map<String, Object> order = new LinkedHashMap<>();
    order.put("@id", 7);
    order.put("customer", "Ana & Cia");
    order.put("item", List.of(Map.of("sku", "A1"), "x"));
    order.put("note", null);
    order.put("total", Map.of("@currency", "BRL", "#text", "9.90"));
    assertThat(XmlText.of(Map.of("order", order)))
        .isEqualTo(
            "<order id=\"7\"><customer>Ana &amp; Cia</customer><item><sku>A1</sku></item>"
                + "<item>x</item><note></note><total currency=\"BRL\">9.90</total></order>");
  }

  @Test
  void whatCannotBeXmlIsRefused() {
    for (Object tree :
        List.of(
            "text",
            Map.of(),
            Map.of("a", "1", "b", "2"),
            Map.of("a", List.of(1)),
            Map.of("a b", "x"),
            Map.of("a", Map.of("x y='1'", "z")))) {
      assertThatThrownBy(() -> XmlText.of(tree)).isInstanceOf(UnprocessableException.class);
    }
  }
}
