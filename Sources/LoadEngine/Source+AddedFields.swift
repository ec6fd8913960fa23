import JSON
package import Postgres
package import Warehouse

/// The declarations of a source together with the columns that one dataset has beyond them.
extension Source {
    package func adding(_ added: [AddedField]) -> Source {
        guard !added.isEmpty else { return self }
        var source = self
        source.resources = resources.map { $0.adding(added) }
        return source
    }

    /// Holds the declarations, and what the dataset has beyond them, against the database (``Warehouse/SchemaCheck``).
    package func differences(of dataset: String, on connection: Connection) async throws -> [SchemaDifference] {
        let added = try await AddedFields.read(dataset, on: connection)
        let check = SchemaCheck(adding(added).resources.map(\.table), dataset: dataset)
        return try await conflicts(with: added, dataset: dataset) + check.run(on: connection)
    }

    /// Fails when something differs that a load cannot work with, and returns the rest.
    func requireTables(of dataset: String, on connection: Connection) async throws -> [SchemaDifference] {
        try SchemaCheck.require(try await differences(of: dataset, on: connection))
    }

    /// Columns that this dataset fills from one field, and a release declares for another: their values must not mix.
    private func conflicts(with added: [AddedField], dataset: String) -> [SchemaDifference] {
        let places = resources.flatMap(FieldPlaces.all)
        return added.compactMap { new in
            guard let place = places.first(where: { $0.table == new.table }),
                let declared = place.fields.first(where: { $0.column == new.column }),
                !declared.paths.contains(place.fields.path(of: new.field))
            else { return nil }
            let statements = SchemaStatements.of(schema: dataset)
            let aside = ColumnName.shortened("\(new.column)_added")
            return SchemaDifference(
                "column \(dataset).\(new.table).\(new.column)",
                "takes the field \(new.field) in this dataset and is declared for \(declared.nameInExtra)",
                .declarationNeeded,
                mend: statements.rename(new.column, of: new.table, to: aside) + "\n"
                    + statements.add([declared.column().shape], to: new.table) + "\n"
                        + """
                        update sluice.added_fields set column_name = \(Literal(aside).sql)
                        where dataset = \(Literal(dataset).sql) and resource = \(Literal(new.table).sql) and column_name = \(Literal(new.column).sql);
                        """)
        }
    }
}

extension Resource {
    fileprivate func adding(_ added: [AddedField]) -> Resource {
        var resource = self
        // Where details are read on their own, `extra` is theirs, and so is what comes out of it.
        resource.fields = fields.adding(added.filter { $0.table == name }, part: details?.part)
        resource.children = children.map { $0.adding(added) }
        return resource
    }
}

extension Child {
    fileprivate func adding(_ added: [AddedField]) -> Child {
        guard case .elements = rows else { return self }
        var child = self
        child.fields = fields.adding(added.filter { $0.table == table })
        child.children = children.map { $0.adding(added) }
        return child
    }
}

extension [Field] {
    /// A field that the source declares by now under the same column takes the column over, with the type that it has: a live
    /// column is never retyped.
    fileprivate func adding(_ added: [AddedField], part: String? = nil) -> [Field] {
        var fields = self
        for new in added {
            if let place = fields.firstIndex(where: { $0.column == new.column }) {
                // One that is declared for another field is a conflict, which no load gets by.
                fields[place] = fields[place].with(new.type)
            } else if let own = new.variantOf.flatMap({ column in fields.first { $0.column == column } }) {
                // Its own column takes what fits.
                fields.append(
                    Field(
                        new.column, new.type, [JSONPath([])], part: own.part,
                        comment: PromotedField.comment(on: new.field), isAdded: true, variantOf: own.column))
            } else {
                fields.append(
                    Field(
                        new.column, new.type, [path(of: new.field)], part: part ?? self.part(of: new.field),
                        comment: PromotedField.comment(on: new.field), isAdded: true))
            }
        }
        return fields
    }

    /// Where a field stands in the record, by its name in `extra`: what is left over of an object that fields reach into is called
    /// `object.member` there.
    func path(of field: String) -> JSONPath {
        if let outer = outerMember(of: field) {
            return JSONPath([outer, String(field.dropFirst(outer.count + 1))])
        }
        return JSONPath([field])
    }

    private func outerMember(of field: String) -> String? {
        flatMap(\.paths).filter { $0.keys.count > 1 }.map { $0.keys[0] }.first { field.hasPrefix("\($0).") }
    }

    /// What lies in an object comes with the part that the other fields of the object come with.
    private func part(of field: String) -> String? {
        guard let outer = outerMember(of: field) else { return nil }
        return first { $0.paths.contains { $0.keys.count > 1 && $0.keys[0] == outer } }?.part
    }
}
