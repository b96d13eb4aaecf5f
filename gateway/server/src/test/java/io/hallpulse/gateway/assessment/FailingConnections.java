package io.hallpulse.gateway.assessment;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.hallpulse.gateway.database.OpenDatabase;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A database whose writing connection breaks where a test wants it: before any of its statements, before a commit or after one. */
final class FailingConnections {
    private static final int NEVER = Integer.MAX_VALUE;

    private final AtomicInteger opened = new AtomicInteger();
    private int left = NEVER;
    private boolean afterCommit;
    private boolean hit;
    private boolean hitCommit;

    /** The same database with a writer that breaks when it is told to. */
    OpenDatabase of(OpenDatabase database) {
        HikariConfig config = database.database().writing();
        DataSource raw = config.getDataSource() == null
                ? database.database().migrating(database.writing())
                : config.getDataSource();
        config.setJdbcUrl(null);
        config.setDataSource(proxy(DataSource.class, (proxy, method, arguments) -> {
            Object result = call(raw, method, arguments);
            return result instanceof Connection connection ? opened(connection) : result;
        }));
        return new OpenDatabase(database.database(), new HikariDataSource(config), database.reading());
    }

    /** Breaks before the statement or commit of that number, 1 for the next one; where that is a commit, after it if so said. */
    synchronized void breakAt(int number, boolean after) {
        left = number;
        afterCommit = after;
        hit = false;
        hitCommit = false;
    }

    synchronized void heal() {
        left = NEVER;
    }

    synchronized boolean hasBroken() {
        return hit;
    }

    /** Whether it was a commit at which it broke. */
    synchronized boolean hasBrokenAtCommit() {
        return hitCommit;
    }

    private Connection opened(Connection connection) {
        opened.incrementAndGet();
        return breaking(connection);
    }

    /** How many connections were made up to now. */
    int opened() {
        return opened.get();
    }

    private Connection breaking(Connection connection) {
        return proxy(Connection.class, (proxy, method, arguments) -> {
            if (method.getName().equals("commit")) {
                boolean breaks = reach(true);
                if (breaks && !afterCommit) {
                    throw new SQLException("killed before the commit");
                }
                call(connection, method, arguments);
                if (breaks) {
                    throw new SQLException("killed after the commit");
                }
                return null;
            }
            Object result = call(connection, method, arguments);
            return result instanceof PreparedStatement statement ? breaking(statement) : result;
        });
    }

    private PreparedStatement breaking(PreparedStatement statement) {
        return proxy(PreparedStatement.class, (proxy, method, arguments) -> {
            if (method.getName().startsWith("execute") && reach(false)) {
                throw new SQLException("killed before a statement");
            }
            return call(statement, method, arguments);
        });
    }

    private synchronized boolean reach(boolean commit) {
        if (left == NEVER || --left > 0) {
            return false;
        }
        left = NEVER;
        hit = true;
        hitCommit = commit;
        return true;
    }

    private static @Nullable Object call(Object on, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(on, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
