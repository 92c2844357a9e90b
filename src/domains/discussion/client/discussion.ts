/// <reference types="vite/client" />
// Only carries the styles of the discussion's pages into the build.
import './discussion.css'
