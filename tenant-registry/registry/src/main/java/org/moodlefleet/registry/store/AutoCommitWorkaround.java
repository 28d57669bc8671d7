package org.moodlefleet.registry.store;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import javax.sql.DataSource;

/**
 * Has connections commit each statement by itself again when a transaction has ended. The JDBC client of Vert.x 5.0.10
 * switches that off at the end of one as at its beginning: each later read would begin a transaction that nobody ends,
 * and on PostgreSQL one that fails would spoil the connection for all that follow.
 */
final class AutoCommitWorkaround implements InvocationHandler {

    private final Connection connection;
    private boolean ended;

    private AutoCommitWorkaround(Connection connection) {
        this.connection = connection;
    }

    static DataSource over(DataSource source) {
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            Object result = call(source, method, arguments);
            return result instanceof Connection opened
                    ? proxy(Connection.class, new AutoCommitWorkaround(opened))
                    : result;
        });
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        boolean justEnded = ended;
        ended = arguments == null
                && (method.getName().equals("commit") || method.getName().equals("rollback"));
        if (justEnded && method.getName().equals("setAutoCommit")) {
            connection.setAutoCommit(true);
            return null;
        }
        return call(connection, method, arguments);
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
