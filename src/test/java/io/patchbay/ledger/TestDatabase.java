package io.patchbay.ledger;

import io.patchbay.database.Migrations;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.boot.model.naming.CamelCaseToUnderscoresNamingStrategy;
import org.hibernate.cfg.Configuration;
import org.postgresql.ds.PGConnectionPoolDataSource;

/** A database under the ledger, as the server sees it, without the server. */
final class TestDatabase implements AutoCloseable {

    private final DataSource source;
    private final AutoCloseable end;
    private final SessionFactory sessions;

    private TestDatabase(DataSource source, String url, AutoCloseable end, Consumer<DataSource> before) {
        this.source = source;
        this.end = end;
        before.accept(source);
        Migrations.migrate(source);
        this.sessions = sessions(source, url);
    }

    static TestDatabase h2() {
        return h2(empty -> {});
    }

    /** @param before what is done to the empty database first */
    static TestDatabase h2(Consumer<DataSource> before) {
        String url = "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID());
        JdbcConnectionPool pool = JdbcConnectionPool.create(url, "sa", "sa");
        return new TestDatabase(pool, url, pool::dispose, before);
    }

    static TestDatabase postgres() {
        return postgres(empty -> {});
    }

    static TestDatabase postgres(Consumer<DataSource> before) {
        try {
            EmbeddedPostgres postgres = EmbeddedPostgres.start();
            return pooled(postgres.getJdbcUrl("postgres", "postgres"), postgres, before);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A PostgreSQL that is there already, and stays. */
    static TestDatabase at(String url) {
        return pooled(url, () -> {}, there -> {});
    }

    private static TestDatabase pooled(String url, AutoCloseable server, Consumer<DataSource> before) {
        PGConnectionPoolDataSource source = new PGConnectionPoolDataSource();
        source.setUrl(url);
        JdbcConnectionPool pool = JdbcConnectionPool.create(source);
        return new TestDatabase(
                pool,
                url,
                () -> {
                    pool.dispose();
                    server.close();
                },
                before);
    }

    private static SessionFactory sessions(DataSource source, String url) {
        Configuration configuration =
                new Configuration().addAnnotatedClass(UsageRecord.class).addAnnotatedClass(AttemptRecord.class);
        configuration.setPhysicalNamingStrategy(new CamelCaseToUnderscoresNamingStrategy());
        configuration.getProperties().put("hibernate.connection.datasource", source);
        configuration.setProperty(
                "hibernate.dialect", LedgerPersistence.dialect(url).orElseThrow());
        configuration.setProperty("hibernate.boot.allow_jdbc_metadata_access", "false");
        configuration.setProperty("hibernate.jdbc.batch_size", "100");
        return configuration.buildSessionFactory();
    }

    DataSource source() {
        return source;
    }

    SessionFactory sessions() {
        return sessions;
    }

    void inTransaction(Consumer<StatelessSession> work) {
        of(session -> {
            work.accept(session);
            return true;
        });
    }

    /** The result of work that is committed. */
    <T> T of(Function<StatelessSession, T> work) {
        try (StatelessSession session = sessions.openStatelessSession()) {
            session.beginTransaction();
            T result = work.apply(session);
            session.getTransaction().commit();
            return result;
        }
    }

    /** Writes as the server does, in a transaction that is committed. */
    List<Threshold> write(List<Entry> entries, UUID server, Instant now) {
        Batch.Place place = place(entries, server);
        return of(session -> Batch.write(session, entries, place, now));
    }

    /** Adds up as much of what was written as the server does at a time. */
    int fold() {
        return of(session -> session.doReturningWork(connection -> Fold.step(new Sql(connection))));
    }

    /** For whom the test is the only one that writes. */
    Batch.Place place(List<Entry> entries, UUID server) {
        Map<Dimension, Integer> dimensions = of(session -> session.doReturningWork(
                connection -> Dimensions.learn(new Sql(connection), Batch.dimensions(entries))));
        return new Batch.Place(server, dimensions);
    }

    void run(String sql) {
        inTransaction(session -> session.createNativeMutationQuery(sql).executeUpdate());
    }

    @Override
    public void close() throws Exception {
        sessions.close();
        end.close();
    }
}
