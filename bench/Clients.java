package bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Inserts the customers, over the JDBC driver in the hub's own jar. */
final class Clients {

  private static final String INSERT =
      """
      insert into client (odoo_partner_id, name, phone, email)
      select ? + n, 'Cliente ' || n, '55119' || (? + n), 'cliente' || n || '@example.com'
        from generate_series(0, ? - 1) as n
      """;

  private Clients() {}

  static void seed(Path hubJar, Path work, Postmaster server, int count)
      throws IOException, SQLException {
    URL[] driver = {driver(hubJar, work).toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(driver);
        Connection connection = connect(loader, server);
        PreparedStatement insert = connection.prepareStatement(INSERT);
        Statement analyze = connection.createStatement()) {
      insert.setInt(1, Invoices.FIRST_PARTNER);
      insert.setInt(2, Invoices.FIRST_PHONE);
      insert.setInt(3, count);
      insert.executeUpdate();
      // The statistics of a database in use know the number of these customers.
      analyze.execute("analyze client");
    }
  }

  private static Path driver(Path hubJar, Path work) throws IOException {
    try (JarFile jar = new JarFile(hubJar.toFile())) {
      JarEntry entry =
          jar.stream()
              .filter(e -> e.getName().matches("BOOT-INF/lib/postgresql-\\d.*\\.jar"))
              .findAny()
              .orElseThrow(() -> new IllegalStateException("No PostgreSQL driver in " + hubJar));
      Path driver = work.resolve("driver.jar");
      try (InputStream content = jar.getInputStream(entry)) {
        Files.copy(content, driver);
      }
      return driver;
    }
  }

  private static Connection connect(ClassLoader loader, Postmaster server) throws SQLException {
    Properties user = new Properties();
    user.setProperty("user", "recado");
    user.setProperty("password", server.password());
    try {
      Class<?> driver = loader.loadClass("org.postgresql.Driver");
      return ((Driver) driver.getDeclaredConstructor().newInstance())
          .connect("jdbc:postgresql://127.0.0.1:" + server.port() + "/postgres", user);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("The PostgreSQL driver cannot be loaded", e);
    }
  }
}
