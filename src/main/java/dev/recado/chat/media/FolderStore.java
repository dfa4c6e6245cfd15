package dev.recado.chat.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.file.FileEndpoint;
import org.apache.camel.component.file.GenericFileExist;

/**
 * Files in a folder, which all processes of the hub must share.
 *
 * <p>A file gets its name when it is complete and on the disk, so nobody reads half of one.
 */
final class FolderStore implements MediaStore {

  static final String NAME = "folder";

  private final Path folder;
  private final FileEndpoint endpoint;
  private final ProducerTemplate template;

  FolderStore(CamelContext camel, Path folder) {
    this.folder = folder.toAbsolutePath();
    this.endpoint = endpoint(camel, this.folder);
    this.template = camel.createProducerTemplate();
  }

  @Override
  public String name() {
    return NAME;
  }

  /** 256 folders, because a folder with very many files is slow. */
  private static String place(UUID id) {
    return id.toString().substring(0, 2) + "/" + id;
  }

  /** Written without an address: the path may hold characters that mean something in one. */
  private static FileEndpoint endpoint(CamelContext camel, Path folder) {
    FileEndpoint endpoint = new FileEndpoint("file:recado-media", camel.getComponent("file"));
    endpoint.setCamelContext(camel);
    endpoint.setFile(folder.toFile());
    endpoint.getConfiguration().setDirectory(folder.toString());
    endpoint.setTempPrefix(".part-");
    endpoint.setFileExist(GenericFileExist.Override);
    endpoint.setForceWrites(true);
    return endpoint;
  }

  @Override
  public void put(UUID id, Path file, long size, String type) throws IOException {
    try {
      template.sendBodyAndHeader(endpoint, file.toFile(), Exchange.FILE_NAME, place(id));
    } catch (org.apache.camel.CamelExecutionException e) {
      throw new IOException("The folder does not take the file", e.getCause());
    }
  }

  @Override
  public InputStream open(UUID id, long from, long size) throws IOException {
    InputStream in = Files.newInputStream(folder.resolve(place(id)));
    in.skipNBytes(from);
    return in;
  }

  @Override
  public void delete(UUID id) throws IOException {
    Files.deleteIfExists(folder.resolve(place(id)));
  }
}
