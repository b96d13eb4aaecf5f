module.exports = {
  uiHost: "127.0.0.1",
  uiPort: Number(process.env.PEER_UI_PORT),
  flowFile: "flow.json",
  credentialSecret: false,
  telemetry: { enabled: false, updateNotification: false },
  diagnostics: { enabled: false },
  editorTheme: { tours: false },
  externalModules: { autoInstall: false },
  logging: { console: { level: "info" } },
};
