package org.moodlefleet.collector.moodle;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.JDBCType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.Arrays;

/**
 * A connection whose every statement on the server is one that we wrote. Of what is asked for besides:
 *
 * <ul>
 *   <li>Agroal wants to know the transaction isolation, to restore it: nobody changes it.
 *   <li>Vert.x wants to know the types of parameters, for which MariaDB's driver prepares the statement on the server
 *       and closes it again: refused, values then go as they are.
 *   <li>Vert.x wants to know the names of the columns' types, for which PostgreSQL's driver asks whether a column counts
 *       by itself (then an int4 is a serial): the JDBC type's name will do.
 * </ul>
 */
final class FrugalAnswers {

    /** A call of the driver's object. */
    private interface Call {
        Object result() throws SQLException;
    }

    /** What is answered to a method; gets the driver's own answer when it needs it. */
    private interface Answer {
        Object to(String method, Object[] arguments, Call call) throws SQLException;
    }

    private FrugalAnswers() {}

    /** @param mostRows that a statement takes from the server, 0 for all */
    static Connection of(Connection connection, int mostRows) {
        return proxy(Connection.class, connection, (method, arguments, call) -> switch (method) {
            case "getTransactionIsolation" -> Connection.TRANSACTION_NONE;
            case "createStatement" -> of(Statement.class, (Statement) call.result(), mostRows);
            case "prepareStatement" -> of(PreparedStatement.class, (PreparedStatement) call.result(), mostRows);
            default -> call.result();
        });
    }

    private static <T extends Statement> T of(Class<T> type, T statement, int mostRows) throws SQLException {
        statement.setMaxRows(mostRows);
        return proxy(type, statement, (method, arguments, call) -> switch (method) {
            case "getParameterMetaData" ->
                throw new SQLFeatureNotSupportedException("types of parameters are not asked for");
            case "getResultSet", "executeQuery" -> of((ResultSet) call.result());
            default -> call.result();
        });
    }

    /** @param rows null when a statement has none */
    private static ResultSet of(ResultSet rows) {
        return rows == null
                ? null
                : proxy(
                        ResultSet.class,
                        rows,
                        (method, arguments, call) ->
                                method.equals("getMetaData") ? of((ResultSetMetaData) call.result()) : call.result());
    }

    private static ResultSetMetaData of(ResultSetMetaData columns) {
        return proxy(
                ResultSetMetaData.class,
                columns,
                (method, arguments, call) -> method.equals("getColumnTypeName")
                        ? typeName(columns.getColumnType((Integer) arguments[0]))
                        : call.result());
    }

    private static String typeName(int type) {
        return Arrays.stream(JDBCType.values())
                .filter(known -> known.getVendorTypeNumber() == type)
                .findFirst()
                .orElse(JDBCType.OTHER)
                .getName();
    }

    private static <T> T proxy(Class<T> type, T of, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                FrugalAnswers.class.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> answer.to(method.getName(), arguments, () -> {
                    try {
                        return method.invoke(of, arguments);
                    } catch (InvocationTargetException e) {
                        if (e.getCause() instanceof SQLException sql) {
                            throw sql;
                        }
                        throw new SQLException(e.getCause());
                    } catch (IllegalAccessException e) {
                        throw new SQLException(e);
                    }
                })));
    }
}
