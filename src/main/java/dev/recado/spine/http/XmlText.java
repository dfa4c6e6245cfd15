package dev.recado.spine.http;

import dev.recado.spine.flow.UnprocessableException;
import dev.recado.spine.flow.Values;
import java.io.StringWriter;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes a tree as XML: a key is an element, a list repeats it, {@code "@name"} is an attribute,
 * {@code "#text"} the text beside attributes. Values are escaped.
 */
final class XmlText {

  private static final XMLOutputFactory FACTORY = XMLOutputFactory.newFactory();

  private static final Pattern NAME =
      Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_.-]*(:[\\p{L}_][\\p{L}\\p{N}_.-]*)?");

  /** XML 1.0 has no form for these, not even an escaped one. */
  private static final Pattern NOT_IN_XML =
      Pattern.compile("[^\\x09\\x0A\\x0D\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]");

  private final XMLStreamWriter out;

  private XmlText(XMLStreamWriter out) {
    this.out = out;
  }

  /**
   * Writes a document.
   *
   * @param tree a map with one key, the root element
   * @return without a declaration, so it is UTF-8
   * @throws UnprocessableException if there is not one root, or a name or a value is impossible
   */
  static String of(@Nullable Object tree) {
    if (!(tree instanceof Map<?, ?> map)
        || map.size() != 1
        || map.values().iterator().next() instanceof Collection) {
      throw new UnprocessableException(
          "O parâmetro 'xml' do http-call é um mapa com um só elemento no primeiro nível");
    }
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter out = FACTORY.createXMLStreamWriter(text);
      new XmlText(out).children("xml", map, 0);
      out.close();
    } catch (XMLStreamException e) {
      throw new UnprocessableException("O parâmetro 'xml' não pode ser escrito em XML", e);
    }
    return text.toString();
  }

  private void children(String place, Map<?, ?> map, int depth) throws XMLStreamException {
    if (depth > 100) {
      throw new UnprocessableException("O parâmetro 'xml' tem mais de 100 níveis");
    }
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String name = Values.text(place, entry.getKey());
      if (name.startsWith("@")) {
        continue;
      }
      if (name.equals("#text")) {
        out.writeCharacters(text(place, entry.getValue()));
        continue;
      }
      Object value = entry.getValue();
      for (Object each : value instanceof Collection<?> list ? list : single(value)) {
        element(place + "." + name, checked(place, name), each, depth);
      }
    }
  }

  private static Collection<@Nullable Object> single(@Nullable Object value) {
    return java.util.Collections.singletonList(value);
  }

  private void element(String place, String name, @Nullable Object value, int depth)
      throws XMLStreamException {
    out.writeStartElement(name);
    if (value instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        String attribute = Values.text(place, entry.getKey());
        if (attribute.startsWith("@") && entry.getValue() != null) {
          out.writeAttribute(
              checked(place, attribute.substring(1)),
              text(place + "." + attribute, entry.getValue()));
        }
      }
      children(place, map, depth + 1);
    } else {
      out.writeCharacters(text(place, value));
    }
    out.writeEndElement();
  }

  private static String checked(String place, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new UnprocessableException(
          "'%s' em '%s' não é um nome de elemento ou atributo de XML".formatted(name, place));
    }
    return name;
  }

  private static String text(String place, @Nullable Object value) {
    return NOT_IN_XML.matcher(RequestValues.scalar(place, value)).replaceAll("");
  }
}
