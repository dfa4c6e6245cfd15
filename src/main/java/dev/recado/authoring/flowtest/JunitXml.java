package dev.recado.authoring.flowtest;

import dev.recado.authoring.flowtest.Results.Result;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes results in Surefire's format, which every CI reads. */
final class JunitXml {

  private JunitXml() {}

  static void write(Results results, Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    try (OutputStream stream = Files.newOutputStream(file)) {
      XMLStreamWriter xml =
          XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(stream, "UTF-8");
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      xml.writeStartElement("testsuites");
      for (Map.Entry<String, List<Result>> suite : suites(results).entrySet()) {
        suite(xml, suite.getKey(), suite.getValue());
      }
      xml.writeCharacters("\n");
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IOException("Cannot write the results to " + file, e);
    }
  }

  private static Map<String, List<Result>> suites(Results results) {
    return results.cases().stream()
        .collect(Collectors.groupingBy(Result::file, LinkedHashMap::new, Collectors.toList()));
  }

  private static void suite(XMLStreamWriter xml, String file, List<Result> cases)
      throws XMLStreamException {
    Duration took = cases.stream().map(Result::took).reduce(Duration.ZERO, Duration::plus);
    long failed = cases.stream().filter(one -> !one.passed()).count();
    xml.writeCharacters("\n  ");
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", file);
    xml.writeAttribute("tests", Integer.toString(cases.size()));
    xml.writeAttribute("errors", "0");
    xml.writeAttribute("skipped", "0");
    xml.writeAttribute("failures", Long.toString(failed));
    xml.writeAttribute("time", seconds(took));
    for (Result one : cases) {
      testCase(xml, one);
    }
    xml.writeCharacters("\n  ");
    xml.writeEndElement();
  }

  private static void testCase(XMLStreamWriter xml, Result one) throws XMLStreamException {
    xml.writeCharacters("\n    ");
    xml.writeStartElement("testcase");
    xml.writeAttribute("name", printable(one.name()));
    xml.writeAttribute("classname", one.file());
    xml.writeAttribute("file", "routes/" + one.file());
    xml.writeAttribute("line", Integer.toString(one.line()));
    xml.writeAttribute("time", seconds(one.took()));
    String message = one.message();
    if (message != null) {
      xml.writeStartElement("failure");
      xml.writeAttribute("message", printable(message.lines().findFirst().orElse("")));
      xml.writeAttribute("type", "example");
      xml.writeCharacters(printable(message));
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private static String seconds(Duration took) {
    return String.format(Locale.ROOT, "%.3f", took.toNanos() / 1e9);
  }

  /** Replaces control characters: XML allows most of them not even as an escape. */
  private static String printable(String text) {
    return text.replaceAll(
        "[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "\uFFFD");
  }
}
